import { parseCommandLine, usage } from './command-line';
import { computeFlightReport, createFlightsDriver } from './dataflow';
import { formatTables } from './tables';

/** Where the command writes to: `process`, or a test's own. */
export interface Terminal {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/** Runs the command and gives its exit code: 0, or 2 for flags that it does not understand. */
export async function runCommand(args: readonly string[], { stdout, stderr }: Terminal): Promise<number> {
  let format;
  try {
    format = parseCommandLine(args);
  } catch (error) {
    stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return 2;
  }
  if (format === 'help') {
    stdout.write(usage);
  } else if (format === 'graph') {
    stdout.write(`${createFlightsDriver().graph.toMermaid()}\n`);
  } else {
    const start = performance.now();
    const report = await computeFlightReport();
    stdout.write(`${format === 'json' ? JSON.stringify(report, null, 2) : formatTables(report)}\n`);
    stderr.write(`${resourcesSince(start)}\n`);
  }
  return 0;
}

function resourcesSince(start: number): string {
  const megabytes = process.resourceUsage().maxRSS / 1024;
  return `peak RSS ${megabytes.toFixed(0)} MB, ${(performance.now() - start).toFixed(0)} ms`;
}
