import { closeSync, openSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import type { RunEvent } from '@millrace/core';
import { CliError } from '../terminal/cli-error';
import { codeOf } from '../terminal/millrace-errors';
import { reasonOf } from '../values/read-data-file';

/** How many characters are gathered before they are written. */
const CHUNK = 64 * 1024;

/**
 * Writes the events of a run to a file, a line of JSON each. It writes synchronously, in chunks: events do not wait for their readers,
 * so that a slow disk would otherwise let them pile up in memory.
 */
export class Trace {
  readonly #path: string;
  readonly #file: number;
  #waiting = '';

  /** @throws CliError where the file cannot be written. */
  constructor(path: string, cwd: string) {
    this.#path = path;
    this.#file = this.#attempt(() => openSync(resolve(cwd, path), 'w'));
  }

  /** Writes an event; outputs are named only, since they are the results. */
  add(event: RunEvent): void {
    this.#waiting += `${JSON.stringify(lineOf(event))}\n`;
    if (this.#waiting.length >= CHUNK) this.#write();
  }

  /** Writes what is left. */
  close(): void {
    this.#write();
    this.#attempt(() => closeSync(this.#file));
  }

  #write(): void {
    const text = this.#waiting;
    this.#waiting = '';
    this.#attempt(() => writeSync(this.#file, text));
  }

  #attempt<T>(act: () => T): T {
    try {
      return act();
    } catch (cause) {
      throw new CliError(`The trace ${this.#path} cannot be written: ${reasonOf(cause)}.`, { cause });
    }
  }
}

function lineOf(event: RunEvent): object {
  if (event.type === 'run-finished') return { ...event, outputs: Object.keys(event.outputs as object) };
  return 'error' in event ? { ...event, error: errorJson(event.error) } : event;
}

function errorJson(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const code = codeOf(error);
  return { name: error.name, message: error.message, ...(code !== '' && { code }) };
}
