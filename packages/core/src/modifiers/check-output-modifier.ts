import { describeValue } from '../errors/describe-value';
import type { Modifier, ModifierContext } from '../metadata/modifier';
import type { NodeDefinition } from '../metadata/node-definition';
import { checkName } from './check-name';
import { checkNodes } from './check-nodes';
import { isRecord } from './read-bindings';
import { readTarget, selectTargets } from './select-targets';
import { readChecks } from './validators/read-checks';
import { isValidator, type Validator } from './validators/validator';

/** Checks the output by the options that name the ready-made validators. */
export function checkOutputModifier(given: unknown): Modifier {
  const options = isRecord(given) ? { target: given.target } : undefined;
  return checkModifier('checkOutput', [given], options, (context) => readChecks(given, context));
}

/** Checks the output with validators of the user, behind which options may stand. */
export function checkOutputCustomModifier(given: readonly unknown[]): Modifier {
  const last = given.at(-1);
  const hasOptions = isRecord(last) && !isValidator(last) && !('validate' in last);
  const validators = hasOptions ? given.slice(0, -1) : given;
  return checkModifier('checkOutputCustom', given, hasOptions ? last : undefined, (context) => readValidators(validators, context));
}

function checkModifier(
  name: 'checkOutput' | 'checkOutputCustom',
  given: readonly unknown[],
  options: unknown,
  read: (context: ModifierContext) => readonly Validator[] | undefined,
): Modifier {
  return {
    name,
    phase: 'transformation',
    arguments: given,
    apply: (definitions, context) => {
      const validators = read(context);
      const targets = readTargets(definitions, options, context);
      if (validators === undefined || targets === undefined) return definitions;
      const taken = new Set(definitions.map((each) => each.name));
      return definitions.flatMap((each) => (targets.has(each.name) ? checkNodes(each, validators, taken) : [each]));
    },
  };
}

/** Only what users know as nodes can be checked: no verdicts, no steps. */
function readTargets(definitions: readonly NodeDefinition[], options: unknown, context: ModifierContext): ReadonlySet<string> | undefined {
  const checkable = definitions.filter(({ generated }) => generated === undefined || generated === 'field' || generated === 'whole');
  const read = readTarget(options, context);
  return read && selectTargets(checkable, read.target, context);
}

function readValidators(given: readonly unknown[], context: ModifierContext): readonly Validator[] | undefined {
  const { at, refuse } = context;
  if (given.length === 0) refuse('INVALID_OPTION', `${at} has no validator. ${example}`);
  const sound = given.filter((validator) => isSound(validator, context));
  return given.length > 0 && sound.length === given.length ? sound : undefined;
}

const example = 'Write @checkOutputCustom(defineValidator({ name: "isEven", validate: (n: number) => n % 2 === 0 })).';

function isSound(given: unknown, context: ModifierContext): given is Validator {
  const { at, refuse } = context;
  const problem = !isValidator(given)
    ? `takes what defineValidator makes, not ${describeValue(given)}`
    : typeof given.name !== 'string'
      ? `has a validator whose name is ${describeValue(given.name)}, and no string`
      : typeof given.validate !== 'function'
        ? `has the validator "${given.name}" whose "validate" is ${describeValue(given.validate)}, and no function`
        : !['warn', 'fail'].includes(given.importance)
          ? `has the validator "${given.name}" of the importance ${describeValue(given.importance)}; there are 'warn' and 'fail'`
          : undefined;
  if (problem !== undefined) refuse('INVALID_OPTION', `${at} ${problem}. ${example}`);
  return problem === undefined && isValidator(given) && checkName(given.name, context);
}
