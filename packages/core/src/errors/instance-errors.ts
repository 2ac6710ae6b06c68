import { describeThrown } from './describe-thrown';
import { MillraceError } from './millrace-error';

/** The provider of instances threw, or gave none. */
export function instanceFailed(className: string, problem: { readonly cause: unknown } | { readonly gave: unknown }): MillraceError {
  const what = 'cause' in problem ? `: ${describeThrown(problem.cause)}` : `: the provider gave ${String(problem.gave)}`;
  return new MillraceError(
    'INSTANCE_FAILED',
    `No instance of ${className} could be had${what}.\nRegister the class with your container, pass an instance in "modules", or give the driver another provider as "instances".`,
    'cause' in problem ? { cause: problem.cause } : undefined,
  );
}

/** A class takes constructor parameters and no container knows it (decision 9). */
export function constructorTakesParameters(className: string): MillraceError {
  return new MillraceError(
    'INSTANCE_FAILED',
    `${className} takes constructor parameters, so it cannot be made without a container.\nMark it with @dataflow() or TypeDI's @Service(), pass an instance in "modules", or give the driver a provider: new Driver({ instances: { get: (cls) => … } }).`,
  );
}

/** The instance that a provider gave lacks the node's method. */
export function methodMissing(className: string, method: string, node: string): MillraceError {
  return new MillraceError(
    'INSTANCE_FAILED',
    `The instance of ${className} has no method "${method}", which node "${node}" calls. Is the provider's object an instance of ${className}?`,
  );
}
