import type { DelayedModifier, Modifier, ModifierContext } from '../metadata/modifier';
import { hasUndefinedName } from './has-undefined-name';
import { notingConfig } from './noting-config';
import { recordedModifiers } from './recorded-modifiers';
import { ResolveAt } from './resolve-at';
import { settings } from './settings';

/** What `@resolve` was given, before it is judged. */
export interface Delayed {
  readonly when: unknown;
  readonly decorateWith: unknown;
}

type Resolved = readonly (Modifier | DelayedModifier)[];

/** A decorator that a function of the config gives when the graph is built. */
export function resolveModifier(name: 'resolve' | 'resolveFromConfig', { when, decorateWith }: Delayed): DelayedModifier {
  return {
    name,
    phase: 'delayed',
    resolve(context) {
      if (!isAllowed(context)) return [];
      if (when !== ResolveAt.CONFIG_AVAILABLE || typeof decorateWith !== 'function') {
        context.refuse('INVALID_OPTION', `${context.at} takes { when: ResolveAt.CONFIG_AVAILABLE, decorateWith: (config) => decorator }.`);
        return [];
      }
      return resolveWith((config) => decorateWith(config) as unknown, context);
    },
  };
}

function isAllowed({ config, at, refuse }: ModifierContext): boolean {
  const allowed = config[settings.ENABLE_POWER_USER_MODE] === true;
  if (!allowed)
    refuse(
      'POWER_USER_MODE',
      `${at} makes the graph depend on a function of the config, which is refused unless it is asked for. Add this line to the driver's options:\n` +
        `config: { [settings.ENABLE_POWER_USER_MODE]: true }\n(with the other keys of the config beside it; "settings" is exported by @millrace/core).`,
    );
  return allowed;
}

function resolveWith(decorateWith: (config: ModifierContext['config']) => unknown, { config, at, refuse }: ModifierContext): Resolved {
  const { view, absent } = notingConfig(config);
  const fail = (what: string, cause?: unknown): Resolved => {
    if (absent.size > 0) refuse('MISSING_CONFIG', missingConfig(at, [...absent], what), cause);
    else refuse('RESOLVE_FAILED', `${at}: the function that gives the decorator ${what}.`, cause);
    return [];
  };
  try {
    const decorator = decorateWith(view);
    if (typeof decorator !== 'function')
      return fail(`gave ${decorator === null ? 'null' : `a value of type ${typeof decorator}`} and no decorator`);
    const { modifiers, other } = recordedModifiers((...place) => decorator(...place) as unknown);
    if (other)
      return fail('gave a decorator that is no modifier; @node, @parallelizable, @collect and @mutate are written on the method itself');
    if (modifiers.length === 0) return fail('gave a function that is no decorator of this package');
    return absent.size > 0 && modifiers.some(hasUndefinedName) ? fail('gave a decorator with an undefined name in it') : modifiers;
  } catch (error) {
    return fail(`threw ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`, error);
  }
}

function missingConfig(at: string, keys: readonly string[], what: string): string {
  const list = keys.map((key) => JSON.stringify(key)).join(', ');
  const example = keys.map((key) => `${/^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(key) ? key : JSON.stringify(key)}: …`).join(', ');
  return `${at} needs config that is absent: ${list}. The function that gives the decorator read ${keys.length === 1 ? 'this key' : 'these keys'} and then ${what}.\nGive config: { ${example} } to the driver, or a default where the function reads it.`;
}
