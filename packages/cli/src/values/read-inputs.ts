import type { Terminal } from '../terminal/terminal';
import { parseJson, readDataFile } from './read-data-file';

/** Reads the inputs of a run from a JSON or YAML file, or as JSON from stdin where the path is `-`. */
export async function readInputs(path: string, { cwd, stdin }: Pick<Terminal, 'cwd' | 'stdin'>): Promise<Record<string, unknown>> {
  if (path !== '-') return readDataFile(path, { cwd, what: '--inputs' });
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
  return parseJson(Buffer.concat(chunks).toString('utf8'), { path: 'stdin', what: '--inputs' });
}
