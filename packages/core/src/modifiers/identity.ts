import type { FunctionCall } from '../types/function-call';

/** Gives what it gets: for nodes that only give another name to a value. */
export const identity: FunctionCall = { run: (value: unknown) => value, name: 'identity' };
