import { isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where an error was thrown: the first line of its stack trace that is in a file of the project, as `src/sales.ts:12:5`. */
export function placeInStack(thrown: unknown, cwd: string): string | undefined {
  if (!(thrown instanceof Error)) return undefined;
  for (const line of (thrown.stack ?? '').split('\n')) {
    const [, path, position] = /^\s+at (?:.*\()?((?:file:\/\/)?\/.*?|[A-Z]:\\.*?):(\d+:\d+)\)?$/.exec(line) ?? [];
    if (path === undefined || /[\\/]node_modules[\\/]/.test(path)) continue;
    return `${shortPath(path.startsWith('file:') ? fileURLToPath(path) : path, cwd)}:${position}`;
  }
  return undefined;
}

/** A path as people write it: relative to the folder they are in, unless that leads far away. */
export function shortPath(file: string, cwd: string): string {
  const path = relative(cwd, file);
  return path.startsWith('..') && path.split('..').length > 3 ? file : path === '' || isAbsolute(path) ? file : path;
}
