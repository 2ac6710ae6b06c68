import { HttpException, HttpStatus, Logger, type MessageEvent } from '@nestjs/common';
import type { RunEvent } from '@millrace/core';
import { Observable, tap, type OperatorFunction } from 'rxjs';
import { noRunEvents } from './errors';
import { httpExceptionOf } from './http-exception-of';
import { RunProgress } from './run-progress';

/** How events of a run become messages. */
export interface RunMessagesOptions {
  /** The shortest time between two messages with progress, in milliseconds. Default: 250. */
  readonly everyMs?: number | undefined;
  /** Events that are sent too, as they are but for errors: `['node-retrying']`. Default: none. */
  readonly also?: readonly RunEvent['type'][] | undefined;
  /**
   * What the client is told of an error. Default: the response of the `HttpException` that a node threw, else
   * `{ statusCode: 500, message: 'Internal server error' }`, and the error goes to the log.
   */
  readonly describeError?: ((error: unknown) => object | string) | undefined;
}

/**
 * Makes server-sent events of what `driver.observe` gives:
 *
 * - `run-started`, with `runId`;
 * - `progress`, with `fanOuts`: for each parallelizable how many items were `started`, are `done`, and of these `failed` or
 *   were `dropped`;
 * - `run-finished`, with `outputs`, or `run-failed`, with `error`. A browser's `EventSource` must be closed then: it would connect
 *   again, and start a new run.
 *
 * A request that the driver refuses is an error of the stream, so that Nest answers with a status instead.
 *
 * @example
 * \@Sse('report/progress')
 * progress(): Observable<MessageEvent> {
 *   return this.driver.observe(['report']).pipe(runMessages());
 * }
 */
export function runMessages(options: RunMessagesOptions = {}): OperatorFunction<RunEvent, MessageEvent> {
  const { everyMs = 250, also = [], describeError = describeHttpError } = options;
  return (events) =>
    new Observable((client) => {
      const progress = new RunProgress();
      let timer: NodeJS.Timeout | undefined;
      let isOver = false;
      const send = (event: RunEvent, data: object): void =>
        client.next({ type: event.type, data: { runId: event.runId, at: event.at, ...data } });
      const sendProgress = (): void => {
        clearTimeout(timer);
        if (timer !== undefined) client.next({ type: 'progress', data: { fanOuts: progress.snapshot() } });
        timer = undefined;
      };
      const tell = (event: RunEvent): void => {
        if (!isEvent(event)) throw noRunEvents(event);
        const isLast = event.type === 'run-finished' || event.type === 'run-failed';
        if (progress.take(event)) timer ??= setTimeout(sendProgress, everyMs);
        if (isLast) sendProgress();
        if (event.type === 'run-finished') send(event, { outputs: event.outputs });
        else if (event.type === 'run-failed') send(event, { error: describeError(event.error) });
        else if (event.type === 'run-started') send(event, {});
        else if (also.includes(event.type)) send(event, withoutError(event, describeError));
        isOver = isLast;
      };
      // In an operator, since what a subscriber throws ends the process.
      const subscription = events.pipe(tap(tell)).subscribe({
        error: (error) => (isOver ? client.complete() : client.error(error)),
        complete: () => client.complete(),
      });
      return () => {
        clearTimeout(timer);
        subscription.unsubscribe();
      };
    });
}

function isEvent(given: unknown): given is RunEvent {
  return typeof given === 'object' && given !== null && 'type' in given && typeof given.type === 'string';
}

function withoutError(event: RunEvent, describe: (error: unknown) => object | string): object {
  return 'error' in event ? { ...event, error: describe(event.error) } : event;
}

function describeHttpError(error: unknown): object | string {
  const exception = error instanceof HttpException ? error : httpExceptionOf(error);
  if (exception !== undefined) return exception.getResponse();
  new Logger('MillraceModule').error(error);
  return { statusCode: HttpStatus.INTERNAL_SERVER_ERROR, message: 'Internal server error' };
}
