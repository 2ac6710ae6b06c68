import { formatFigure } from '../suite/format-figure';
import type { Results } from '../suite/results-file';
import { markdownTable } from './markdown-table';

export const START = '<!-- benchmarks: written by npm run bench -->';
export const END = '<!-- end of benchmarks -->';

const ROWS = [
  ['W1', '1,000 nodes', '1,000 tiny nodes in a graph'],
  ['W3', 'N = 100,000', '100,000 items, three nodes each, two collectors'],
  ['W4', 'N = 100,000', 'the same with asynchronous nodes, 16 at once'],
  ['W7', '300 × 300', 'nested fan-outs, 300 × 300'],
] as const;

const COLUMNS = [
  ['Millrace', 'millrace'],
  ['best RxJS', 'best RxJS'],
  ['naive RxJS', 'naive RxJS'],
  ['p-map', 'p-map'],
  ['async', 'async.mapLimit', 'async.auto'],
  ['Effect', 'Effect'],
] as const;

/** The workloads that the README shows, and of which there are no results. */
export function workloadsMissing({ workloads }: Results): string[] {
  return ROWS.map(([id]) => id).filter((id) => !workloads.some((one) => one.id === id));
}

/** The few figures that the README shows: time by hand is 1. */
function readmeTable({ workloads }: Results): string {
  const rows = ROWS.flatMap(([id, name, title]) => {
    const standings = workloads.find((one) => one.id === id)?.cases.find((one) => one.name === name)?.standings;
    if (standings === undefined) return [];
    const cells = COLUMNS.map(([, ...names]) => {
      const found = standings.find((one) => names.some((each) => each === one.name));
      return found === undefined ? '–' : formatFigure(found.median);
    });
    return [[title, ...cells]];
  });
  return markdownTable(['time ÷ hand-written', ...COLUMNS.map(([title]) => title)], rows);
}

/** The text with the table between its two marks; `undefined` where they are not there. */
export function withReadmeTable(readme: string, results: Results): string | undefined {
  const [start, end] = [readme.indexOf(START), readme.indexOf(END)];
  if (start < 0 || end < start) return undefined;
  return `${readme.slice(0, start + START.length)}\n\n${readmeTable(results)}\n\n${readme.slice(end)}`;
}
