import type { ItemFailure, RunFailures } from '@millrace/core';
import { textOf } from '../terminal/cli-error';
import { count } from '../terminal/format-rows';

/** How many failures are shown. */
const SHOWN = 5;

/** What a run that went on tells of its failures; empty where there were none. */
export function describeFailures(failures: RunFailures): string {
  const { total } = failures;
  if (total === 0) return '';
  const lines = failures.slice(0, SHOWN).map((failure) => `  ${describeFailure(failure)}\n`);
  const more = total > SHOWN ? `  and ${total - SHOWN} more\n` : '';
  return `The run went on after ${count(total, 'failure')}:\n${lines.join('')}${more}`;
}

function describeFailure({ node, path, error }: ItemFailure): string {
  const items = path.map(
    ({ parallelizable, index, key }) => `${parallelizable}[${index}]${key === String(index) ? '' : `=${JSON.stringify(key)}`}`,
  );
  return `${node}${items.length === 0 ? '' : ` in ${items.join(' / ')}`}: ${textOf(error)}`;
}
