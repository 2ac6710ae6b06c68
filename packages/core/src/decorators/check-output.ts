import type { StandardSchemaV1 } from '@standard-schema/spec';
import { checkOutputModifier } from '../modifiers/check-output-modifier';
import type { FieldChecks } from '../modifiers/validators/checks';
import type { Importance } from '../types/validation';
import { modifierDecorator, type ModifierDecorator } from './modifier-decorator';
import type { TargetOptions } from './tag';

/** What `@checkOutput` checks. */
export interface OutputChecks extends FieldChecks, TargetOptions {
  /** The value as a whole fits this. */
  readonly schema?: StandardSchemaV1;
  /** Checks of single fields of a record or of a list of records. */
  readonly fields?: { readonly [field: string]: FieldChecks };
  /** Whether an output that does not pass is warned of, once per run, or fails its node. Default: 'warn'. */
  readonly importance?: Importance;
}

/**
 * Checks what a method gives: numbers, strings, lists of them, records, and lists of records field by field. The verdicts are nodes of their own:
 * beside `prices` there are `prices_raw`, which is what the method gives, and `prices_range`, which is a `ValidationResult`. On a parallelizable each
 * item is checked.
 *
 * @throws DataQualityError as the cause of the node's failure, with all checks of importance `'fail'` that did not pass.
 * @example
 * class Market {
 *   @checkOutput({ range: [0, 1000], maxFractionMissing: 0.1, importance: 'fail' })
 *   @node()
 *   prices(): number[] { return [12, 15, 11]; }
 * }
 */
export function checkOutput(checks: OutputChecks): ModifierDecorator {
  return modifierDecorator(checkOutputModifier(checks));
}
