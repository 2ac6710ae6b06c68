import type { LinkedCall } from '../program';
import type { Declare } from './compile';
import { isThenable, writeDirectCall } from './write-call';

/** What is written for a call of which hooks are told; `told` is the call while hooks must be told of its end. */
interface HookedCallCode {
  readonly make: string;
  /** What follows where the call has to be waited for, before and after that. */
  readonly depart: string;
  readonly end: string;
}

/** What follows when a call, or what was waited for, has thrown an error. */
export const HOOKED_FAILURE = `if (told !== undefined) {
          const over = told;
          told = undefined;
          const awaited = over.failed(error);
          if (awaited !== undefined) {
            if (!lane.flying) lane.depart(frame);
            frame.awaited = at;
            await awaited;
          }
        }`;

/** A call of which hooks are told: in place, so that nobody needs a promise of its own to see how it ends. */
export function writeHookedCall(
  call: LinkedCall,
  declare: Declare,
  { v, readSlot }: { readonly v: string; readonly readSlot: (slot: number) => string },
): HookedCallCode {
  const { place, hooks, hasContext } = call;
  const node = declare('h', ({ hooked }) => hooked[place]);
  const isInner = hasContext || hooks?.areAround === true;
  const direct = (made: string): string => (isInner ? `${node}.inner(${made})` : writeDirectCall(call, declare, readSlot));
  if (hooks?.tellEnds !== true) {
    const make = `const call${place} = ${node}.tellBefore(frame, run);
          ${v} = call${place}.held === undefined ? ${direct(`call${place}`)} : ${node}.makeLater(call${place});`;
    return { make, depart: '', end: '' };
  }
  const over = `{ const over = told; told = undefined; ${v} = over.ended(${v}); }`;
  return {
    make: `told = ${node}.begin(frame, run);
          if (told.isHeld) { const held = told; told = undefined; ${v} = held.make(${node}.inner); }
          else {
            ${v} = ${direct('told.call')};
            if (!(${isThenable(v)})) ${over}
          }`,
    depart: 'if (told !== undefined) told.depart();',
    end: `if (told !== undefined) { ${over} if (${isThenable(v)}) ${v} = await ${v}; }`,
  };
}
