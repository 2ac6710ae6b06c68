import { MillraceError } from '@millrace/core';

/** Without a decorator on the class, Nest does not know what its constructor takes and would give it nothing. */
export function withoutInjectable(className: string): MillraceError {
  return new MillraceError(
    'INSTANCE_FAILED',
    `${className} takes constructor parameters, but says nothing of their types. Mark the class with @Injectable(), and see that "emitDecoratorMetadata" is on in tsconfig.json, or mark each parameter with @Inject(…).`,
  );
}

/** `forFeature` was called without a class. */
export function emptyFeature(): MillraceError {
  return new MillraceError(
    'INVALID_MODULE',
    'MillraceModule.forFeature takes a list of at least one dataflow class: MillraceModule.forFeature([SalesMetrics]).',
  );
}
