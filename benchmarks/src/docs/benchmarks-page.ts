import { FEWEST_ROUNDS } from '../suite/effort';
import { formatFigure } from '../suite/format-figure';
import type { CaseResults, Results, WorkloadResults } from '../suite/results-file';
import { markdownTable } from './markdown-table';
import { targetsTable } from './targets-table';

/** The name of the drawing of a case, beside the others. */
export function chartName({ id }: WorkloadResults, { name }: CaseResults): string {
  return (
    `${id} ${name}`
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') + '.svg'
  );
}

/** Cases in which there is something to compare. */
export function hasChart({ standings }: CaseResults): boolean {
  return standings.length > 1;
}

/** The page of the documentation on one set of results. */
export function benchmarksPage(results: Results): string {
  const { quick, effort, machine, workloads } = results;
  const { cores, platform, node, v8, libraries } = machine;
  const versions = Object.entries(libraries).map(([name, version]) => `${name} ${version}`);
  const days = [...new Set(workloads.map(({ at }) => at.slice(0, 10)))].sort();
  const parts = [
    '# Benchmarks',
    'What the same work costs by hand, in Millrace and in other libraries. This page is written by `npm run bench`; do not edit it.',
    ...(quick
      ? [
          '> **These figures come from a quick run** on a machine that was busy with other work: they show how the page looks. `npm run bench` measures in earnest.',
        ]
      : []),
    '## How it is measured',
    [
      'Machines differ and are seldom quiet, so every figure is a ratio to the first contestant of its table, or says its unit.',
      'Each contestant runs in a process of its own. Results are compared before anything is timed.',
      `Then it warms up for ${formatFigure(effort.warmUpMs / 1000)} s at least, and the contestants take turns in ${effort.rounds} rounds, every second one in reverse; slow ones rest after ${FEWEST_ROUNDS}.`,
      `All of that happens ${effort.launches} times; the tables give the median with minimum and maximum. Less is better.`,
      'In the drawings a red mark is what must be reached, a green one what is aimed at.',
    ].join('\n'),
    `Measured on ${days.join(', ')}: ${cores} cores, ${platform}, Node.js ${node} (V8 ${v8}), ${versions.join(', ')}.`,
    '## Targets',
    targetsTable(results),
    ...workloads.flatMap(workloadParts),
  ];
  return `${parts.join('\n\n')}\n`;
}

function workloadParts(workload: WorkloadResults): string[] {
  return [`## ${workload.id}: ${workload.title}`, ...workload.cases.flatMap((entry) => caseParts(workload, entry))];
}

function caseParts(workload: WorkloadResults, entry: CaseResults): string[] {
  const { name, of, standings, leads, skipped, broken = [], note } = entry;
  const remarks = [
    ...leads.map(({ over, times }) => `Millrace is ${formatFigure(times)} times as fast as ${over}.`),
    ...(note === undefined ? [] : [`Note: ${note}.`]),
    ...broken.map((one) => `${one.name} failed: ${one.failed}.`),
    ...skipped.map((one) => `Without ${one.name}: ${one.lacking}.`),
  ];
  const rows = [
    ...standings.map((one) => [one.name, ...[one.median, one.min, one.max, one.must, one.aim].map(format)]),
    ...broken.map((one) => [one.name, 'failed', '', '', ...[one.must, one.aim].map(format)]),
  ];
  return [
    `### ${name}`,
    ...(hasChart(entry) ? [`![${of}](benchmarks/${chartName(workload, entry)})`] : []),
    markdownTable([of, 'median', 'min', 'max', 'must', 'aim'], rows),
    ...(remarks.length === 0 ? [] : [remarks.join('\n')]),
  ];
}

function format(value: number | undefined): string {
  return value === undefined ? '' : formatFigure(value);
}
