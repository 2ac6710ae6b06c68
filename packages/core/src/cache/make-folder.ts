import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from './read-file';

/**
 * Makes a folder, and those around it that are not there. `recursive` of Node.js 20 would go round for ever where a file system does not let anybody make one and
 * says that the folder around it is not there, as /proc does.
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have made it meanwhile; a link to nowhere is not there and cannot be made.
    if (codeOf(error) !== 'EEXIST' || !existsSync(folder)) throw error;
  }
}
