import { formatFigure } from '../suite/format-figure';
import type { CaseResults, Results } from '../suite/results-file';
import { markdownTable } from './markdown-table';

interface Target {
  readonly what: string;
  /** `undefined` where the contestant failed. */
  readonly figure: number | undefined;
  readonly must?: number | undefined;
  readonly aim?: number | undefined;
  /** For figures of which more is better. */
  readonly isLead: boolean;
}

/** Every figure for which there is a target, and whether it was reached. */
export function targetsTable({ workloads }: Results): string {
  const rows = workloads.flatMap(({ id, cases }) =>
    cases.flatMap((entry) =>
      targetsOf(entry).map((target) => {
        const { what, figure, must, aim } = target;
        return [id, `${entry.name}: ${what}`, ...[figure, must, aim].map(format), verdict(target)];
      }),
    ),
  );
  return markdownTable(['workload', 'figure', 'median', 'must', 'aim', 'reached'], rows, 2);
}

function targetsOf({ of, standings, leads, broken = [] }: CaseResults): Target[] {
  const all = [...standings, ...broken.map((one) => ({ ...one, median: undefined }))];
  const limited = all.filter(({ must, aim }) => must !== undefined || aim !== undefined);
  return [
    ...limited.map(({ name, median, must, aim }) => ({ what: `${name}, ${of}`, figure: median, must, aim, isLead: false })),
    ...leads.map(({ over, times, must, aim }) => ({ what: `times as fast as ${over}`, figure: times, must, aim, isLead: true })),
  ];
}

function verdict({ figure, must, aim, isLead }: Target): string {
  const reaches = (limit: number | undefined): boolean =>
    limit !== undefined && figure !== undefined && (isLead ? figure >= limit : figure <= limit);
  if (reaches(aim)) return 'aim';
  if (reaches(must)) return 'must';
  if (figure === undefined) return 'failed';
  return must === undefined ? 'not the aim' : 'no';
}

function format(value: number | undefined): string {
  return value === undefined ? '' : formatFigure(value);
}
