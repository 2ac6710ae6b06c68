import { formatFigure } from './format-figure';
import type { CaseResults } from './results-file';

const NAME = 28;
const NUMBER = 9;

/** The table of one case. */
export function formatCase({ name, of, standings, leads, skipped, broken = [], note }: CaseResults): string {
  const lines = [
    `  ${name}`,
    row(`  ${of}`, ['median', 'min', 'max', 'must', 'aim']),
    ...standings.map((one) => row(`    ${one.name}`, [one.median, one.min, one.max, one.must, one.aim].map(format))),
    ...broken.map((one) => row(`    ${one.name}`, ['failed', '', '', ...[one.must, one.aim].map(format)])),
    ...leads.map(({ over, times, must, aim }) => row(`    times as fast as ${over}`, [times, undefined, undefined, must, aim].map(format))),
    ...broken.map((one) => `    (${one.name} failed: ${one.failed})`),
    ...skipped.map((one) => `    (without ${one.name}: ${one.lacking})`),
  ];
  if (note !== undefined) lines.push(`    (${note})`);
  return `${lines.join('\n')}\n`;
}

function row(name: string, cells: readonly string[]): string {
  return (name.padEnd(NAME + 4) + cells.map((cell) => cell.padStart(NUMBER)).join('')).trimEnd();
}

function format(value: number | undefined): string {
  return value === undefined ? '' : formatFigure(value);
}
