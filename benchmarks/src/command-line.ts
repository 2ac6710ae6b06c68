import { parseArgs } from 'node:util';

import { workloads } from './workloads';
import type { Workload } from './suite/workload';

export interface CommandLine {
  readonly help: boolean;
  readonly quick: boolean;
  /** Compare with the stored results, and write nothing. */
  readonly check: boolean;
  /** How much worse a figure may be: 0.25 is a quarter. */
  readonly tolerance: number;
  /** The results of which the documentation is written, without running anything; '' for the newest ones. */
  readonly docs: string | undefined;
  readonly workloads: readonly Workload[];
}

const OPTIONS = {
  quick: { type: 'boolean', default: false },
  check: { type: 'boolean', default: false },
  tolerance: { type: 'string', default: '0.25' },
  docs: { type: 'boolean', default: false },
  from: { type: 'string', default: '' },
  help: { type: 'boolean', default: false },
} as const;

/** Reads the arguments: ids of workloads (none: all of them), and options. Throws where one is neither. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const known = Object.keys(OPTIONS).map((name) => `--${name}`);
  const unknown = args.find((text) => text.startsWith('-') && !known.includes(text.replace(/=.*/, '')));
  if (unknown !== undefined) throw new Error(`There is no option "${unknown}"; there are ${known.join(', ')}.`);
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const tolerance = Number(values.tolerance);
  if (!(tolerance >= 0)) throw new Error(`--tolerance is ${values.tolerance}; it takes a number, such as 0.25 for a quarter.`);
  const { help, quick, check, docs, from } = values;
  return { help, quick, check, tolerance, docs: docs ? from : undefined, workloads: chooseWorkloads(positionals) };
}

function chooseWorkloads(ids: readonly string[]): readonly Workload[] {
  const chosen = new Set<Workload>();
  for (const name of ids) {
    const workload = workloads.find(({ id }) => id.toLowerCase() === name.toLowerCase());
    if (workload === undefined) throw new Error(`There is no workload "${name}"; there are ${workloads.map(({ id }) => id).join(', ')}.`);
    chosen.add(workload);
  }
  return chosen.size === 0 ? workloads : [...chosen];
}

export function usage(): string {
  const list = workloads.map(({ id, title }) => `  ${id.padEnd(8)}${title}`);
  return [
    'npm run bench -- [workload …] [--quick]         measure; all workloads where none is named',
    'npm run bench:check -- [workload …] [--quick] [--tolerance=0.25]',
    '                                                measure, and tell what is worse than the stored results',
    'npm run bench -- --docs [--from=results.json]   write the documentation of stored results again',
    '',
    ...list,
    '',
    'Every figure is a ratio to the first contestant of its table, or says its unit. Results go to benchmarks/results/<date>.json, where those of',
    'the other workloads stay, and to docs/benchmarks.md and README.md; those of --quick go to benchmarks/results/quick.json alone.',
  ].join('\n');
}
