import type { Driver, Each } from '@millrace/core';
import { CliError } from '../terminal/cli-error';
import type { Core } from '../loading/load-core';

/** Reads requested outputs: names, and `each:name` for the values of all items. Without any: all that can be requested and that nothing else needs. */
export function readOutputs(names: readonly string[] | undefined, driver: Driver, core: Core): (string | Each)[] {
  return names === undefined
    ? finalOutputs(driver)
    : names.map((name) => (name.startsWith('each:') ? core.each(name.slice('each:'.length)) : name));
}

/** Reads requested outputs where they have to be named; the error names those that could be. */
export function requireOutputs(names: readonly string[] | undefined, driver: Driver, core: Core): (string | Each)[] {
  if (names !== undefined && names.length > 0) return readOutputs(names, driver, core);
  const final = finalOutputs(driver);
  throw new CliError('Which outputs? Name them with -o a,b.', {
    hint:
      final.length === 0
        ? '"millrace list" shows all nodes.'
        : `Those that nothing else needs are ${final.join(', ')}; "millrace list" shows all nodes.`,
  });
}

/** The nodes at the root that no other node depends on. */
function finalOutputs(driver: Driver): string[] {
  return driver
    .nodes()
    .filter(({ roles, scope, dependants }) => {
      const isGiven = roles.includes('input') || roles.includes('config');
      return !isGiven && !roles.includes('parallelizable') && scope.length === 0 && dependants.length === 0;
    })
    .map(({ name }) => name);
}
