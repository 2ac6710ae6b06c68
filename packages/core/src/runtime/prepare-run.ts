import { instanceFailed, methodMissing } from '../errors/instance-errors';
import { invalidInputs, type RefusedInput } from '../errors/input-errors';
import { MillraceError } from '../errors/millrace-error';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { nameOfClass, type ClassType } from '../types/class-type';
import type { ItemPath } from '../types/item-path';
import { isThenable } from '../types/thenable';
import type { BoundMethod } from './bound-method';
import { bindCalls, type Call } from './invoke';
import type { MethodCallee, Program } from './program';
import type { GivenValue, RunSetting } from './run-setting';

/** What a run has before its first node. */
export interface PreparedRun {
  /** For each invocation of the program. */
  readonly calls: readonly Call[];
  /** The values of inputs and config keys, by their slots in the root frame. */
  readonly given: readonly { readonly slot: number; readonly value: unknown }[];
}

type CheckedInput = { readonly value: unknown } | RefusedInput;

/**
 * Asks for an instance of each class, once, and checks the inputs against their schemas. Gives a promise only where a provider or a schema
 * does. Throws (or rejects with) what keeps the run from starting.
 */
export function prepareRun(setting: RunSetting): PreparedRun | Promise<PreparedRun> {
  const { program, runId, context } = setting;
  const instances = program.modules.map((cls) => instanceOf(cls, () => setting.instances.get(cls, { runId, context })));
  const inputs = program.plan.given.map(({ name }) => checkInput(name, setting.given(name)));
  if (!instances.some(isThenable) && !inputs.some(isThenable)) return assemble(setting, instances, inputs);
  return Promise.all([Promise.all(instances), Promise.all(inputs)]).then(([ready, checked]) => assemble(setting, ready, checked));
}

function assemble({ program, overrides }: RunSetting, instances: readonly unknown[], inputs: readonly unknown[]): PreparedRun {
  // By now every promise is settled, so these are what `checkInput` gives.
  const checked = inputs as readonly CheckedInput[];
  const refused = checked.filter((input): input is RefusedInput => 'issues' in input);
  if (refused.length > 0) throw invalidInputs(refused);
  return {
    calls: callsOf(program, instances, overrides),
    given: checked.flatMap((input, index) =>
      'value' in input ? [{ slot: program.plan.given[index]?.slot ?? 0, value: input.value }] : [],
    ),
  };
}

/** Runs of one program on the same instances share their calls; where there are overrides, these are of one run only. */
function callsOf(program: Program, instances: readonly unknown[], overrides: RunSetting['overrides']): readonly Call[] {
  const { latest } = program;
  if (latest.calls !== undefined && overrides.size === 0 && instances.every((instance, index) => instance === latest.instances[index])) {
    // Only what is put there below.
    return latest.calls as readonly Call[];
  }
  const byClass = new Map(program.modules.map((cls, index) => [cls, instances[index]] as const));
  const methods = program.invocations.map(({ callee }): BoundMethod => {
    if (callee.by === 'override') return bindOverride(overrides.get(callee.node));
    return callee.by === 'function' ? { self: undefined, call: callee.run } : bindMethod(callee, byClass.get(callee.module));
  });
  const calls = bindCalls(program.invocations, methods);
  latest.instances = instances;
  latest.calls = overrides.size === 0 ? calls : undefined;
  return calls;
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

function checkInput(name: string, given: GivenValue): CheckedInput | Promise<CheckedInput> {
  if (given.schema === undefined) return { value: given.value };
  const judge = (result: StandardSchemaV1.Result<unknown>): CheckedInput =>
    result.issues === undefined ? { value: result.value } : { name, issues: result.issues };
  // The graph has checked that it is a Standard Schema.
  const broken = (error: unknown): CheckedInput => ({
    name,
    issues: [{ message: `its schema threw: ${error instanceof Error ? error.message : String(error)}` }],
  });
  try {
    const result = (given.schema as StandardSchemaV1)['~standard'].validate(given.value);
    return result instanceof Promise ? result.then(judge).catch(broken) : judge(result);
  } catch (error) {
    return broken(error);
  }
}

function bindMethod({ module, key, node }: MethodCallee, instance: unknown): BoundMethod {
  const method = (instance as Readonly<Record<string, unknown>>)[key];
  if (typeof method !== 'function') throw methodMissing(nameOfClass(module), key, node);
  return { self: instance, call: method as BoundMethod['call'] };
}

function bindOverride(valueAt: ((path: ItemPath) => unknown) | undefined): BoundMethod {
  return { self: undefined, call: ({ path }: { readonly path: ItemPath }) => valueAt?.(path) };
}
