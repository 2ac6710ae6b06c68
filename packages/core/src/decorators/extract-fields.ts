import type { StandardSchemaV1 } from '@standard-schema/spec';
import { extractFieldsModifier } from '../modifiers/extract-fields-modifier';
import { modifierDecorator, type ModifierDecorator } from './modifier-decorator';

/** Options of `@extractFields`. */
export interface FieldOptions {
  /** Taken for fields that the record lacks, or that are undefined in it. Without it such a field is a failure of its node. */
  readonly fillWith?: unknown;
}

/**
 * Makes nodes of fields of the record that a method gives, beside the node of the method. With a Standard Schema for a field, its node gives what
 * the schema makes of the value. On a parallelizable the fields are those of each item; where the method gives several nodes, a field is
 * `node.field`. With the record's type as type argument, names are checked by the compiler.
 *
 * @throws MillraceError `MISSING_FIELD` or `INVALID_OUTPUT`, when a field's node runs.
 * @example
 * class Churn {
 *   @extractFields<{ us: number; eu: number }>('us', 'eu')
 *   @node()
 *   churn(): { us: number; eu: number } { return { us: 3, eu: 2 }; }
 *
 *   @node(source<number>('us'), source<number>('eu'))
 *   difference(us: number, eu: number): number { return us - eu; }
 * }
 */
export function extractFields<R extends object = Record<string, unknown>>(...names: readonly (keyof R & string)[]): ModifierDecorator;
export function extractFields<R extends object = Record<string, unknown>>(
  schemas: { readonly [K in keyof R & string]?: StandardSchemaV1 },
  options?: FieldOptions,
): ModifierDecorator;
export function extractFields<R extends object = Record<string, unknown>>(
  ...given: readonly [...names: (keyof R & string)[], options: FieldOptions]
): ModifierDecorator;
export function extractFields(...given: readonly unknown[]): ModifierDecorator {
  return modifierDecorator(extractFieldsModifier(given));
}
