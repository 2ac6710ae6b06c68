import { Inject, Injectable, Optional, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { catchError, throwError, type Observable } from 'rxjs';
import { httpExceptionOf } from './http-exception-of';
import type { MillraceOptions } from './millrace-options';
import { MILLRACE_OPTIONS } from './options-module';

/**
 * Lets what a controller throws because a node threw an `HttpException` go on as that exception. Not a filter, since filters
 * do not pass exceptions on: this way those of the app see it.
 */
@Injectable()
export class HttpExceptionsInterceptor implements NestInterceptor {
  readonly #isOn: boolean;

  constructor(@Optional() @Inject(MILLRACE_OPTIONS) options?: MillraceOptions | null) {
    // The registry refuses options that are none.
    this.#isOn = options?.httpExceptions ?? true;
  }

  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const handled = next.handle();
    return this.#isOn ? handled.pipe(catchError((error: unknown) => throwError(() => httpExceptionOf(error) ?? error))) : handled;
  }
}
