import { parseArgs } from 'node:util';

export const usage = `Metrics of 20,000 US flights, early 2001.

Usage: npm run demo [-- <flag>]

  --json    print the figures as JSON, and nothing else
  --graph   print the graph as Mermaid text, and nothing else
  --help    print this

Peak memory and time go to stderr.
`;

/** What to print. */
export type Format = 'tables' | 'json' | 'graph' | 'help';

/** Reads the flags; throws an error with a text for the user where they are wrong. */
export function parseCommandLine(args: readonly string[]): Format {
  const { values } = parseArgs({
    args: [...args],
    strict: true,
    options: { json: { type: 'boolean' }, graph: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) return 'help';
  if (values.json && values.graph) throw new Error('--json and --graph exclude each other: give one of them.');
  if (values.json) return 'json';
  return values.graph ? 'graph' : 'tables';
}
