import type { LinkedFanOut } from '../program';
import type { Declare } from './compile';
import { Variables } from './variables';
import { IS_LATE, isOdd, writeCall } from './write-call';

/** Code for `StraightLoop`: `at` is the position of the call that is made, or -1 between two items. */
export function writeLoop({ body, readSlots = [], parallelizable }: LinkedFanOut, declare: Declare): string {
  const variables = new Variables(body);
  const node = declare('n', () => parallelizable);
  const steps = variables.calls.map((step, position) => {
    const v = variables.result(position);
    return `
      at = ${position};
      if (${position > 0 ? 'owner.stopped || ' : ''}${IS_LATE}) break;
      ${v} = ${writeCall(step, declare, variables.of)};
      if (${isOdd(v)}) { odd = ${v}; break; }
      ${variables.areRead ? variables.store(position) : ''}`;
  });
  const columns = readSlots.map((_, column) => `column${column} = batch.columns[${column}]`);
  const entries = readSlots.map((slot, column) => `column${column}[row] = ${variables.of(slot)};`);
  return `function loop(run, lane) {
  const host = lane.host, iterator = host.lend();
  if (iterator === undefined) return runItems(run, lane);
  const { cancellation: owner, outlet } = lane, limit = host.step.batchSize, first = host.position;
  let frame${variables.areRead ? ' = frameFor(lane), s = frame.slots' : ''};
  let position = first, at = -1, odd = NONE, hasEnded = false, ${variables.names};
  let ${['batch = outlet.batchAt(position)', 'row = batch.size', ...columns].join(', ')};
  try {
    for (;;) {
      at = -1;
      if (owner.stopped) return END;
      if ((--turn.countdown <= 0 || turn.due) && turn.hasCome()) return 'turn';
      const result = iterator.next();
      if (result?.done !== false) {
        if (typeof result !== 'object' || result === null) throw invalidIteratorResult(${node}, result);
        if (result.done === true) {
          hasEnded = true;
          return END;
        }
      }
      if (owner.stopped) return END;
      item = result.value;
      if (typeof item === 'object' || typeof item === 'function') refusePromise(item, ${node}, position);
      position++;
      ${variables.areRead ? 's[0] = item; frame.index = frame.position = position - 1;' : ''}${steps.join('')}
      ${entries.join(' ')}
      if (++row < limit) continue;
      batch.size = row;
      outlet.flush();
      ${['batch = outlet.batchAt(position)', 'row = batch.size', ...columns].join('; ')};
    }
  } catch (error) {
    if (at < 0) {
      host.sourceFailed(error);
      return END;
    }
    odd = new Thrown(error);
  } finally {
    const finished = position - first - (at < 0 ? 0 : 1);
    batch.size = row;
    host.takeBack(position - first, hasEnded);
    host.countFinished(finished);
    run.bound.countRuns(host.step.body, finished);
  }
  ${variables.areRead ? '' : 'frame = frameFor(lane);'}
  frame.odd = odd;
  frame.slots[0] = item;
  ${variables.save}
  frame.index = frame.position = position - 1;
  frame.left = ${body.steps.length} - at;
  frame.forget(at);
  return { frame, from: at };
}`;
}
