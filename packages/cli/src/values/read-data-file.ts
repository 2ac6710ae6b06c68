import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { CliError, textOf } from '../terminal/cli-error';

/** Reads a JSON or YAML file whose content is an object. `what` names it in errors: "--config". */
export async function readDataFile(
  path: string,
  { cwd, what }: { readonly cwd: string; readonly what: string },
): Promise<Record<string, unknown>> {
  return asRecord(await parse(path, await readText(resolve(cwd, path), path, what), what), `What ${what} ${path} holds`);
}

/** Parses JSON that was not read from a file. */
export async function parseJson(
  text: string,
  { path, what }: { readonly path: string; readonly what: string },
): Promise<Record<string, unknown>> {
  return asRecord(await parse(`${path}.json`, text, what, path), `What ${what} gets from ${path}`);
}

/** A value that must be an object, `of` being what it is called. */
export function asRecord(value: unknown, of: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  const given = value === null || value === undefined ? 'empty' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;
  throw new CliError(`${of} must be an object, names with their values, and is ${given}.`);
}

async function readText(file: string, path: string, what: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new CliError(`${what} ${path} cannot be read: ${reasonOf(cause)}.`, {
      cause,
      hint: 'Is the path right? It is taken from the current folder.',
    });
  }
}

/** Why a file cannot be read or written, without the path that the caller says anyway. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file or folder';
  if (code === 'EACCES' || code === 'EPERM') return 'permission is denied';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'ENOTDIR') return 'a part of its path is not a folder';
  if (code === 'EROFS') return 'the file system is read-only';
  if (code === 'ENOSPC') return 'the disk is full';
  return textOf(error);
}

async function parse(path: string, text: string, what: string, shown = path): Promise<unknown> {
  const { defaultLoaders } = await import('cosmiconfig');
  const type = ['.yaml', '.yml'].includes(extname(path).toLowerCase()) ? 'YAML' : 'JSON';
  try {
    return defaultLoaders[type === 'YAML' ? '.yaml' : '.json'](shown, text) as unknown;
  } catch (cause) {
    throw new CliError(`${what} ${shown} is not ${type}: ${reasonIn(cause)}`, {
      cause,
      hint: type === 'JSON' ? 'YAML goes by the endings .yaml and .yml.' : undefined,
    });
  }
}

/** What a parser complains of, without what the message says anyway. */
function reasonIn(error: unknown): string {
  return textOf(error)
    .replace(/^(?:JSON|YAML) Error in .*?:\n/, '')
    .replace(/ while parsing [^]*$/, '')
    .trim();
}
