import { workloads } from './workloads';
import type { Workload } from './suite/workload';

export interface CommandLine {
  readonly help: boolean;
  readonly quick: boolean;
  readonly workloads: readonly Workload[];
}

/** Reads the arguments: ids of workloads (none: all of them), `--quick`, `--help`. Throws where one is neither. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const chosen = new Set<Workload>();
  for (const argument of args.filter((text) => !text.startsWith('-'))) {
    const workload = workloads.find(({ id }) => id.toLowerCase() === argument.toLowerCase());
    if (workload === undefined)
      throw new Error(`There is no workload "${argument}"; there are ${workloads.map(({ id }) => id).join(', ')}.`);
    chosen.add(workload);
  }
  const unknown = args.find((text) => text.startsWith('-') && !['--quick', '--help'].includes(text));
  if (unknown !== undefined) throw new Error(`There is no option "${unknown}"; there are --quick and --help.`);
  return { help: args.includes('--help'), quick: args.includes('--quick'), workloads: chosen.size === 0 ? workloads : [...chosen] };
}

export function usage(): string {
  const list = workloads.map(({ id, title }) => `  ${id.padEnd(8)}${title}`);
  return [
    'npm run bench -- [workload …] [--quick]',
    '',
    ...list,
    '',
    'Every figure is a ratio to the first contestant of its table, or says its unit.',
  ].join('\n');
}
