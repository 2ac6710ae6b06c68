import { describeThrown } from '../errors/describe-thrown';
import { describeValue } from '../errors/describe-value';
import { isThenable } from '../types/thenable';
import type { Modifier } from '../metadata/modifier';
import { isRecord } from './read-bindings';

/** The driver's config, as functions of the user see it. */
export type Config = Readonly<Record<string, unknown>>;

/** How `when`, `whenNot` … compare: whether the value of a config key (`undefined` if absent) fits what was given for the key. */
type Compares = (actual: unknown, given: unknown) => boolean;

const comparisons = {
  when: (actual, given) => [given].includes(actual),
  whenNot: (actual, given) => ![given].includes(actual),
  whenIn: (actual, given) => listOf(given).includes(actual),
  whenNotIn: (actual, given) => !listOf(given).includes(actual),
} satisfies Record<string, Compares>;

/** A way to compare the config with what was given. */
export type Comparison = keyof typeof comparisons;

/** Whether every key of the config compares as given. Throws where what was given cannot be compared with. */
export function holds(comparison: Comparison, given: unknown, config: Config): boolean {
  return Object.entries(valuesOf(given)).every(([key, value]) =>
    comparisons[comparison](Object.hasOwn(config, key) ? config[key] : undefined, value),
  );
}

/** The method gives nodes only if the predicate says so. */
export function configModifier(predicate: unknown): Modifier {
  return presence('config', predicate, (config) => {
    const verdict: unknown = (predicate as (config: Config) => unknown)(config);
    if (isThenable(verdict)) throw new TypeError('it gave a promise; the config is known, so decide at once');
    return Boolean(verdict);
  });
}

/** The method gives nodes only if every key of the config compares as given. */
export function comparisonModifier(comparison: Comparison, given: unknown): Modifier {
  return presence(`config.${comparison}`, given, (config) => holds(comparison, given, config));
}

function presence(name: string, argument: unknown, isPresent: (config: Config) => boolean): Modifier {
  return {
    name,
    phase: 'presence',
    arguments: [argument],
    apply: (definitions, { config, at, refuse }) => {
      try {
        return isPresent(config) ? definitions : [];
      } catch (error) {
        refuse('CONFIG_PREDICATE_FAILED', `${at} could not decide with this config: ${describeThrown(error)}`, error);
        return definitions;
      }
    },
  };
}

function valuesOf(given: unknown): Config {
  if (isRecord(given)) return given;
  throw new TypeError(`it takes a record of values by config key, such as { mode: "fast" }, not ${describeValue(given)}`);
}

function listOf(given: unknown): readonly unknown[] {
  if (!Array.isArray(given)) throw new TypeError(`the values to compare with must be a list, such as ["a", "b"], not ${String(given)}`);
  return given;
}
