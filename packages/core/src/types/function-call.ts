/** A function that takes the place of a method: it gets the values of the parameters by position, and no instance. */
export interface FunctionCall {
  readonly run: (...values: never) => unknown;
  /** What it is called in messages and drawings. */
  readonly name: string;
}

/** A call of a function by the name that the function has. */
export function functionCall(run: FunctionCall['run']): FunctionCall {
  return { run, name: run.name === '' ? '(anonymous function)' : run.name };
}
