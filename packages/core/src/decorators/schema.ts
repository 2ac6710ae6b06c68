import type { StandardSchemaV1 } from '@standard-schema/spec';
import { schemaModifier } from '../modifiers/schema-modifier';
import { modifierDecorator, type ModifierDecorator } from './modifier-decorator';
import type { TargetOptions } from './tag';

/**
 * Says with a Standard Schema what a method gives. It is shown in graphs, and checked by drivers with `checkSchemas: true`; the value is not changed.
 * On a parallelizable it is the schema of an item.
 *
 * @example
 * class Market {
 *   @schema(z.array(z.object({ symbol: z.string(), price: z.number() })))
 *   @node()
 *   quotes(): Quote[] { return [{ symbol: 'ABC', price: 12 }]; }
 * }
 */
export function schema(standardSchema: StandardSchemaV1, options?: TargetOptions): ModifierDecorator {
  return modifierDecorator(schemaModifier(standardSchema, options));
}
