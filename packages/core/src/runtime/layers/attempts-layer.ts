import { isThenable } from '../../types/thenable';
import { Attempted } from '../failure';
import type { Layer, NodeCall } from './node-call';

/** Says of a failure with which attempt it came; it stands around all layers in which there may be several. */
export const attemptsLayer: Layer = (next) => (call) => {
  const result = next(call);
  return isThenable(result) ? attribute(result, call) : result;
};

async function attribute(result: PromiseLike<unknown>, call: NodeCall): Promise<unknown> {
  try {
    return await result;
  } catch (error) {
    throw call.attempt === 1 ? error : new Attempted(error, call.attempt);
  }
}
