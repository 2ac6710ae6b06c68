import type { LifecycleHook } from '../runtime/hooks/lifecycle-hook';
import { formatItemPath, type ItemPath } from '../types/item-path';

/** What `logger` writes to: a pino, or anything with these methods. */
export interface PinoLike {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Options of {@link logger}. */
export interface LoggerOptions {
  /** Whether each call of a node is logged, at the level debug. Default: false. */
  readonly nodes?: boolean;
}

/**
 * Logs runs and fan-outs (info), retries and items that failed (warn), and runs that failed (error), with fields such as `runId`, `node`, `item`, `ms` and `err`.
 *
 * @example
 * const driver = new Driver({ modules: [Sales], hooks: [logger(pino())] });
 */
export function logger(log: PinoLike, { nodes = false }: LoggerOptions = {}): LifecycleHook {
  const startedAt = new Map<string, number>();
  return {
    name: 'logger',
    beforeRun({ runId, outputs }) {
      startedAt.set(runId, Date.now());
      log.info({ runId, outputs }, 'run started');
    },
    afterRun({ runId }, outcome) {
      const ms = Date.now() - (startedAt.get(runId) ?? Date.now());
      startedAt.delete(runId);
      if (outcome.status === 'ok') log.info({ runId, ms }, 'run finished');
      else log.error({ runId, ms, err: outcome.error }, 'run failed');
    },
    afterFanOut({ runId, name, path, items, failed }, { status, ms }) {
      log.info({ runId, fanOut: name, ...placeOf(path), items, failed, status, ms }, 'fan-out ended');
    },
    onItem({ runId, path }, outcome) {
      if (outcome.status !== 'failed') return;
      const { node, error, ms } = outcome;
      log.warn({ runId, node, ...placeOf(path), ms, err: error }, 'item failed');
    },
    onRetry({ runId, name, path }, { attempt, delayMs, error }) {
      log.warn({ runId, node: name, ...placeOf(path), attempt, delayMs, err: error }, 'retrying');
    },
    ...(nodes &&
      ({
        afterNode({ runId, name, path, attempt }, outcome) {
          const { status, ms } = outcome;
          const more = outcome.status === 'failed' ? { err: outcome.error } : { cached: outcome.cached };
          log.debug({ runId, node: name, ...placeOf(path), attempt, status, ms, ...more }, 'node ended');
        },
      } satisfies LifecycleHook)),
  };
}

function placeOf(path: ItemPath): { item?: string } {
  return path.length === 0 ? {} : { item: formatItemPath(path) };
}
