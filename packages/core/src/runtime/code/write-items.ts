import type { LinkedFanOut } from '../program';
import type { Declare } from './compile';
import { Variables } from './variables';
import { IS_LATE, isOdd, writeCall } from './write-call';
import { HOOKED_FAILURE, writeHookedCall } from './write-hooked-call';

/** Whether what has begun may not go plainly on. Between the end of a promise and the next call nobody changes that. */
const IS_HALTED = 'owner.stopped || permits.exhausted || events.listening';

/** Code for `FollowItems`. */
export function writeFollow({ body, plain, watched, readSlots }: LinkedFanOut, declare: Declare): string {
  const variables = new Variables(body);
  const tellsEnds = variables.calls.some(({ hooks }) => hooks?.tellEnds === true);
  const steps = variables.calls.map((step, position) => {
    const v = variables.result(position);
    const call = step.hooks === undefined ? undefined : writeHookedCall(step, declare, { v, readSlot: variables.of });
    const isLast = position === variables.calls.length - 1;
    return `
          if (${position === 0 ? `${IS_HALTED} || ` : ''}${IS_LATE}) break plain;
          ${call?.make ?? `${v} = ${writeCall(step, declare, variables.of)};`}
          if (${isOdd(v)}) {
            if (${v} === drop) { frame.odd = drop; break plain; }
            if (!lane.flying) lane.depart(frame);
            frame.awaited = ${position};
            ${call?.depart ?? ''}
            ${v} = await ${v};
            ${call?.end ?? ''}
            if (typeof ${v} === 'symbol' && ${v} === drop || ${IS_HALTED}) {
              ${variables.save}
              return lane.land(frame, ${position}, ${v}, true);
            }
            frame.awaited = -1;
          }${isLast ? '' : ` else if (${IS_HALTED}) { ${variables.areRead ? variables.store(position) : ''} at = ${position + 1}; break plain; }`}
          ${variables.areRead ? variables.store(position) : ''}
          at = ${position + 1};`;
  });
  const end =
    plain && readSlots !== undefined
      ? `if (!events.listening) {
          ${watched ? `${variables.save} if (lane.holds(frame)) return;` : ''}
          ${writeRow(readSlots, variables.of)}
          frame = lane.took(frame);
          continue;
        }`
      : '';
  return `async function follow(lane, run, frame) {
  const host = lane.host, owner = lane.cancellation, permits = run.permits, events = run.events;
  ${tellsEnds ? 'let told;' : ''}
  while (frame !== undefined) {
    let at = 0, ${variables.names};
    item = frame.slots[0];
    plain: {
      try {${steps.join('')}
      } catch (error) {
        ${tellsEnds ? HOOKED_FAILURE : ''}
        if (frame.awaited >= 0) {
          ${variables.save}
          return lane.land(frame, at, error, false);
        }
        frame.odd = new Thrown(error);
        break plain;
      }
      ${end}
    }
    ${variables.save}
    frame = lane.next(frame, at);
  }
}`;
}

/** Adds the item to the batch. */
function writeRow(read: readonly number[], variableOf: (slot: number) => string): string {
  return `const batch = host.batch, row = batch.place(frame.position);
        ${read.map((slot, column) => `batch.columns[${column}][row] = ${variableOf(slot)};`).join(' ')}`;
}
