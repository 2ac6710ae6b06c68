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

/** Options that are none: `null`, a text. */
export function noOptions(method: string, given: unknown): MillraceError {
  const what = given === null || given === undefined ? String(given) : `of the type ${typeof given}`;
  const remedy = given === undefined ? ' Does the factory return them?' : ' Leave them out if there are none.';
  return new MillraceError('INVALID_OPTION', `The options of MillraceModule.${method} must be an object, and are ${what}.${remedy}`);
}

/** `forRootAsync` does not say what makes the options, or says it more than once. */
export function asyncOptionsWithoutSource(given: readonly string[]): MillraceError {
  return new MillraceError(
    'INVALID_OPTION',
    `MillraceModule.forRootAsync takes one of useFactory (a function), useClass and useExisting (a class), and was given ${given.length === 0 ? 'none' : given.join(' and ')}: MillraceModule.forRootAsync({ useFactory: () => ({ … }) }).`,
  );
}

/** What is to make the options cannot. */
export function noOptionsFactory(className: string): MillraceError {
  return new MillraceError(
    'INVALID_OPTION',
    `${className} is to make the options of MillraceModule.forRootAsync, and has no method createMillraceOptions. Let it implement MillraceOptionsFactory.`,
  );
}

/** `forRoot` holds what is the same for the whole app, so there can be one only. */
export function severalRoots(importers: readonly string[]): MillraceError {
  return new MillraceError(
    'INVALID_OPTION',
    `MillraceModule.forRoot is imported ${importers.length} times, by ${importers.join(' and ')}, and only one of them could count. Import it once, in the top module; options of one feature go to forFeature([…], { … }).`,
  );
}

/** `forRoot` came when drivers had their options already. */
export function lateRoot(importer: string): MillraceError {
  return new MillraceError(
    'INVALID_OPTION',
    `${importer} imports MillraceModule.forRoot and is loaded lazily, when the drivers of the app have their options already. Import forRoot in the top module; options of one feature go to forFeature([…], { … }).`,
  );
}

/** Nothing of the package was in the app when it started. Nest calls no hooks of modules that are loaded lazily, and uses no interceptor of theirs. */
export function loadedLazily(importer: string): MillraceError {
  return new MillraceError(
    'INVALID_MODULE',
    `${importer} is loaded lazily, and nothing of Millrace was in the app when it started, so runs would not end with the app. Import MillraceModule.forRoot() in the top module; features may be loaded lazily then.`,
  );
}

/** What should be events of a run is something else. */
export function noRunEvents(given: unknown): MillraceError {
  const what = given === undefined ? 'nothing' : given === null ? 'null' : `something of the type ${typeof given}`;
  return new MillraceError(
    'INVALID_OPTION',
    `The method of @SseRun, or what runMessages is applied to, gave ${what}, and must give the events of a run: return driver.observe([…]).`,
  );
}

/** `@InjectDriver(undefined)`. */
export function driverOfNothing(): MillraceError {
  return new MillraceError(
    'INVALID_OPTION',
    'InjectDriver was given undefined instead of a dataflow class: its file has not been loaded yet, as it is where files import each other in a circle. Ask for the driver by a name, or move the class to a file that does not import this one.',
  );
}

/** A class is in several features of a module, and somebody asks for "the" driver of the class. */
export function ambiguousDriver(asker: string, className: string, module: string, names: readonly (string | undefined)[]): MillraceError {
  const features = names.map((name) => (name === undefined ? 'one without a name' : `"${name}"`)).join(', ');
  const [name = 'name'] = names.filter((one) => one !== undefined);
  return new MillraceError(
    'INVALID_OPTION',
    `${asker} asks for the driver of ${className}, and ${module} imports ${names.length} features with that class: ${features}. Ask for one by its name: @InjectDriver('${name}').`,
  );
}

/** The constructor of something that is made for each run has thrown, or took what Nest cannot give. */
export function instanceOfRunFailed(className: string, cause: unknown): MillraceError {
  const what = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return new MillraceError(
    'INSTANCE_FAILED',
    `Nest could not make the ${className} of this run: ${what}\n${className}, or something that it takes, is request-scoped or transient, so it is made for each run. If it reads REQUEST, give the run one: driver.execute([…], { context: request }).`,
    { cause },
  );
}

/** `httpExceptions` is no boolean. */
export function invalidHttpExceptions(): MillraceError {
  return new MillraceError('INVALID_OPTION', 'The option "httpExceptions" of MillraceModule.forRoot must be true or false.');
}
