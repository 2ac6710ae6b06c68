import { DataQualityError, failedChecks } from '../errors/data-quality-error';
import { describeValue } from '../errors/describe-value';
import type { NodeDefinition, ParameterDefinition } from '../metadata/node-definition';
import { dataQualityTags } from '../types/data-quality-tags';
import type { FunctionCall } from '../types/function-call';
import { formatItemPath } from '../types/item-path';
import type { NodeContext } from '../types/node-context';
import { isThenable } from '../types/thenable';
import type { ValidationResult, Verdict } from '../types/validation';
import { freeName } from './free-name';
import { functionNode } from './function-node';
import { OncePerRun } from './once-per-run';
import { parameterOf } from './reference';
import { transformOutput } from './transform-output';
import type { Validator } from './validators/validator';

/** The call of a node whose output is checked. A further decorator adds its validators to it. */
interface CheckedCall extends FunctionCall {
  readonly checked: Checked;
}

interface Checked {
  /** The node that gives the value. */
  readonly raw: string;
  /** The nodes that give the verdicts. */
  readonly results: readonly string[];
  /** Whether some of them only warn. */
  readonly warns: boolean;
}

/**
 * Checks what a node gives: `x_raw` gives it, `x_range` is what the validator `range` says of it, and `x` gives it on if all of importance
 * `'fail'` pass. All validators of a node see the same value, whether they stand in one decorator or in several.
 */
export function checkNodes(definition: NodeDefinition, validators: readonly Validator[], taken: Set<string>): readonly NodeDefinition[] {
  const { name, call } = definition;
  const earlier = call !== undefined && isChecked(call) ? call.checked : undefined;
  const claim = (wanted: string): string => {
    const free = freeName(wanted, taken);
    taken.add(free);
    return free;
  };
  const raw = earlier?.raw ?? claim(`${name}_raw`);
  const added = validators.map((validator) => validatorNode(definition, { name: claim(`${name}_${validator.name}`), raw, validator }));
  const checked: Checked = {
    raw,
    results: [...(earlier?.results ?? []), ...added.map((node) => node.name)],
    warns: earlier?.warns === true || validators.some(({ importance }) => importance === 'warn'),
  };
  const final = { parameters: parametersOf(checked), call: checkedCall(name, checked) };
  if (earlier !== undefined) return [...added, { ...definition, ...final }];
  const nodes = transformOutput(definition, { raw, between: added, final });
  // A whole whose fields are nodes stays one when it is checked.
  return definition.generated === 'whole' ? nodes.map((node) => (node.name === name ? { ...node, generated: 'whole' } : node)) : nodes;
}

function isChecked(call: FunctionCall): call is CheckedCall {
  return 'checked' in call;
}

function validatorNode(
  definition: NodeDefinition,
  { name, raw, validator }: { readonly name: string; readonly raw: string; readonly validator: Validator },
): NodeDefinition {
  const node = functionNode(definition, {
    name,
    parameters: [parameterOf(raw)],
    call: { run: (value: never) => resultOf(validator, value), name: validator.name },
    generated: 'validator',
  });
  const tags = { ...definition.tags, [dataQualityTags.isResult]: 'true', [dataQualityTags.validates]: definition.name };
  return { ...node, tags, description: validator.description };
}

function resultOf(validator: Validator, value: never): ValidationResult | Promise<ValidationResult> {
  const { name, importance } = validator;
  const result = (given: boolean | Verdict): ValidationResult => {
    const verdict: Partial<Verdict> | undefined = typeof given === 'boolean' ? { passes: given } : given;
    const { passes, message = passes === true ? 'passes' : 'does not pass', diagnostics = {} } = verdict ?? {};
    if (typeof passes !== 'boolean')
      throw new TypeError(
        `the validator "${name}" gave ${describeValue(given)}; it has to give true, false, or { passes } with one of them`,
      );
    return { validator: name, importance, passes, message, diagnostics };
  };
  const verdict = validator.validate(value);
  return isThenable(verdict) ? Promise.resolve(verdict).then(result) : result(verdict);
}

/** Those that warn need to know the run, in which each says it once. */
function parametersOf({ raw, results, warns }: Checked): readonly ParameterDefinition[] {
  const values = [raw, ...results].map(parameterOf);
  return warns ? [{ kind: 'context' }, ...values] : values;
}

function checkedCall(node: string, checked: Checked): CheckedCall {
  const failing = (value: unknown, ...results: readonly ValidationResult[]): unknown => {
    const fatal = results.filter(({ passes, importance }) => !passes && importance === 'fail');
    if (fatal.length > 0) throw new DataQualityError(node, fatal);
    return value;
  };
  if (!checked.warns) return { run: failing, name: 'checkOutput', checked };
  const once = new OncePerRun();
  const run = (context: NodeContext, value: unknown, ...results: readonly ValidationResult[]): unknown => {
    failing(value, ...results);
    results.forEach((result, index) => {
      if (!result.passes) once.tell(context.runId, checked.results[index] ?? '', () => warn(node, result, context));
    });
    return value;
  };
  return { run, name: 'checkOutput', checked };
}

function warn(node: string, failure: ValidationResult, { runId, path }: NodeContext): void {
  const where = path.length === 0 ? `run ${runId}` : `run ${runId}, ${formatItemPath(path)}`;
  const text = `${failedChecks(node, [failure])} (${where}; further outputs of this run that do not pass are not reported)`;
  process.emitWarning(text, { type: 'MillraceWarning', code: 'DATA_QUALITY' });
}
