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

/** `forFeature` was given something that is no class. */
export function noClass(place: number, given: unknown): MillraceError {
  const what =
    given === undefined
      ? 'undefined: its file has not been loaded yet, as it is where files import each other in a circle. Move the class to a file that does not import the module'
      : `${typeof given === 'string' ? JSON.stringify(given) : `of the type ${typeof given}`}, and must be a class`;
  return new MillraceError('INVALID_MODULE', `MillraceModule.forFeature: number ${place} of its classes is ${what}.`);
}

/** The name of a feature is no text. */
export function invalidName(): MillraceError {
  return new MillraceError(
    'INVALID_OPTION',
    `The option "name" of MillraceModule.forFeature must be a text of at least one letter: @InjectDriver('name').`,
  );
}

/** Two features of one module have the same name, and `@InjectDriver(name)` can give only one of them. */
export function sameName(name: string, module: string): MillraceError {
  return new MillraceError(
    'INVALID_OPTION',
    `${module} imports two features with the name "${name}". Give them different names, or put their classes into one forFeature.`,
  );
}

/** An option of a driver that is not for the app to set. */
export function optionOfNest(method: string, option: string, remedy: string): MillraceError {
  return new MillraceError('INVALID_OPTION', `MillraceModule.${method} does not take "${option}". ${remedy}`);
}

/** `httpExceptions` is no boolean. */
export function invalidHttpExceptions(): MillraceError {
  return new MillraceError('INVALID_OPTION', 'The option "httpExceptions" of MillraceModule.forRoot must be true or false.');
}
