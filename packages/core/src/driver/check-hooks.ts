import type { Fault } from '../errors/fault';
import { invalidHook } from '../errors/hook-errors';
import { hookMethods } from '../runtime/hooks/lifecycle-hook';

/** What is wrong with the hooks of a driver: an entry that has no method of a hook would silently do nothing. */
export function checkHooks(hooks: readonly unknown[]): Fault[] {
  return hooks.flatMap((hook, index) => {
    const record = (typeof hook === 'object' && hook !== null ? hook : {}) as Readonly<Record<string, unknown>>;
    const isHook = hookMethods.some((method) => typeof record[method] === 'function');
    return isHook ? [] : [invalidHook(`hooks[${index}]`, hook, hookMethods, Object.keys(record))];
  });
}
