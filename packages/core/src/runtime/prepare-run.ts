import { describeThrown } from '../errors/describe-thrown';
import { hookFailed, invalidRefusal } from '../errors/hook-errors';
import { instanceFailed } from '../errors/instance-errors';
import { invalidInputs, type RefusedInput } from '../errors/input-errors';
import { MillraceError } from '../errors/millrace-error';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { nameOfClass, type ClassType } from '../types/class-type';
import { isThenable } from '../types/thenable';
import type { BoundProgram } from './bound-program';
import { ask, inOrder, whenDone } from './hooks/hooks';
import type { ProgramBinder } from './program-binder';
import type { GivenValue, RunSetting } from './run-setting';

/** What a run has before its first node. */
export interface PreparedRun {
  readonly bound: BoundProgram;
  /** The values of inputs and config keys, by their slots in the root frame. */
  readonly given: readonly { readonly slot: number; readonly value: unknown }[];
}

type CheckedInput = { readonly value: unknown } | RefusedInput;

/**
 * Asks for an instance of each class, once, and checks the inputs against their schemas. Gives a promise only where a provider or a schema
 * does. Throws (or rejects with) what keeps the run from starting.
 */
export function prepareRun(setting: RunSetting, binder: ProgramBinder): PreparedRun | Promise<PreparedRun> {
  const { runId, context } = setting;
  const { program } = binder;
  const instances = program.modules.map((cls) => instanceOf(cls, () => setting.instances.get(cls, { runId, context })));
  const inputs = program.plan.given.map(({ name }) => askHooks(checkInput(name, setting.given(name)), name, setting));
  const bind = (ready: readonly unknown[], checked: readonly unknown[]): PreparedRun => assemble(binder, setting, ready, checked);
  if (!instances.some(isThenable) && !inputs.some(isThenable)) return bind(instances, inputs);
  return Promise.all([Promise.all(instances), Promise.all(inputs)]).then(([ready, checked]) => bind(ready, checked));
}

function assemble(
  binder: ProgramBinder,
  { overrides }: RunSetting,
  instances: readonly unknown[],
  inputs: readonly unknown[],
): PreparedRun {
  // By now every promise is settled, so these are what `checkInput` gives.
  const checked = inputs as readonly CheckedInput[];
  const refused = checked.filter((input): input is RefusedInput => 'issues' in input);
  if (refused.length > 0) throw invalidInputs(refused);
  return {
    bound: binder.bind(instances, overrides),
    given: checked.flatMap((input, index) =>
      'value' in input ? [{ slot: binder.program.plan.given[index]?.slot ?? 0, value: input.value }] : [],
    ),
  };
}

function instanceOf(cls: ClassType<object>, get: () => unknown): unknown {
  const failed = (cause: unknown): never => {
    throw MillraceError.is(cause) ? cause : instanceFailed(nameOfClass(cls), { cause });
  };
  const check = (instance: unknown): object => {
    if (typeof instance !== 'object' || instance === null) throw instanceFailed(nameOfClass(cls), { gave: instance });
    return instance;
  };
  let instance: unknown;
  try {
    instance = get();
  } catch (cause) {
    return failed(cause);
  }
  return isThenable(instance) ? Promise.resolve(instance).then(check, failed) : check(instance);
}

/** What hooks say of an input that its schema lets through. */
function askHooks(
  checked: CheckedInput | Promise<CheckedInput>,
  name: string,
  { hooks, infoOf, runId }: RunSetting,
): CheckedInput | Promise<CheckedInput> {
  const validators = hooks.with('validateInput');
  if (validators.length === 0) return checked;
  // What is awaited here is what `checkInput` gives.
  return whenDone(checked, (judged) => {
    const input = judged as CheckedInput;
    const info = infoOf(name);
    if ('issues' in input || !info.roles.includes('input')) return input;
    const issues: { readonly message: string }[] = [];
    const asked = inOrder(validators, (named) => {
      const refusal = ask(named, 'validateInput', (hook) => hook.validateInput?.({ name, value: input.value, info, runId }));
      return whenDone(refusal, (reason) => {
        if (typeof reason === 'string') issues.push({ message: `${reason} (the hook ${named.name})` });
        else if (reason !== undefined) throw hookFailed(named.name, 'validateInput', invalidRefusal(reason));
      });
    });
    return whenDone(asked, (): CheckedInput => (issues.length === 0 ? input : { name, issues }));
  });
}

function checkInput(name: string, given: GivenValue): CheckedInput | Promise<CheckedInput> {
  if (given.schema === undefined) return { value: given.value };
  const judge = (result: StandardSchemaV1.Result<unknown>): CheckedInput =>
    result.issues === undefined ? { value: result.value } : { name, issues: result.issues };
  // The graph has checked that it is a Standard Schema.
  const broken = (error: unknown): CheckedInput => ({
    name,
    issues: [{ message: `its schema threw: ${describeThrown(error)}` }],
  });
  try {
    const result = (given.schema as StandardSchemaV1)['~standard'].validate(given.value);
    return result instanceof Promise ? result.then(judge).catch(broken) : judge(result);
  } catch (error) {
    return broken(error);
  }
}
