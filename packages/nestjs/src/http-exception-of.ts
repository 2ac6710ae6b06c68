import { HttpException } from '@nestjs/common';
import { MillraceError } from '@millrace/core';

/** The `HttpException` that a node threw, if it is the cause of this error. */
export function httpExceptionOf(error: unknown): HttpException | undefined {
  let at = error;
  while (MillraceError.is(at)) at = at.cause;
  return at !== error && at instanceof HttpException ? at : undefined;
}
