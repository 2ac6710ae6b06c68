import type { Standing } from './run-case';
import type { Case } from './workload';

const NAME = 28;
const NUMBER = 9;

/** The table of one case. */
export function formatCase(entry: Case, standings: readonly Standing[]): string {
  const of = entry.kind === 'race' ? `time ÷ ${entry.contestants[0]?.name ?? ''}` : entry.unit;
  const lines = [
    `  ${entry.name}`,
    row(`  ${of}`, ['median', 'min', 'max', 'must', 'aim']),
    ...standings.map(({ name, median, min, max, must, aim }) => row(`    ${name}`, [median, min, max, must, aim].map(format))),
  ];
  if (entry.note !== undefined) lines.push(`    (${entry.note})`);
  return `${lines.join('\n')}\n`;
}

function row(name: string, cells: readonly string[]): string {
  return (name.padEnd(NAME + 4) + cells.map((cell) => cell.padStart(NUMBER)).join('')).trimEnd();
}

function format(value: number | undefined): string {
  if (value === undefined) return '';
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
