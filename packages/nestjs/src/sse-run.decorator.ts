import { applyDecorators, Sse, UseInterceptors, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { RunEvent } from '@millrace/core';
import type { Observable } from 'rxjs';
import { runMessages, type RunMessagesOptions } from './run-messages';

/**
 * A route that answers with the events of a run: the method gives what `driver.observe` gives, and {@link runMessages} makes
 * server-sent events of it. When the client goes away, the run is cancelled.
 *
 * @example
 * \@Controller('report')
 * class ReportController {
 *   constructor(@InjectDriver(SalesMetrics) private readonly driver: Driver<[typeof SalesMetrics]>) {}
 *
 *   \@SseRun('progress')
 *   progress() { return this.driver.observe(['report']); }
 * }
 */
export function SseRun(path?: string, options?: RunMessagesOptions): RunRoute {
  return applyDecorators(Sse(path), UseInterceptors(new RunMessagesInterceptor(options)));
}

/** A decorator of a method that gives the events of a run, or a promise of them. */
type RunRoute = <T extends (...args: never) => Observable<RunEvent> | Promise<Observable<RunEvent>>>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<T>,
) => void;

class RunMessagesInterceptor implements NestInterceptor<RunEvent> {
  readonly #options: RunMessagesOptions | undefined;

  constructor(options: RunMessagesOptions | undefined) {
    this.#options = options;
  }

  intercept(_context: ExecutionContext, next: CallHandler<RunEvent>): Observable<unknown> {
    return next.handle().pipe(runMessages(this.#options));
  }
}
