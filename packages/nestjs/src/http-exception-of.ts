import { HttpException } from '@nestjs/common';
import { MillraceError } from '@millrace/core';

/**
 * The `HttpException` that a node threw, if it is the cause of this error; else `undefined`. Controllers need it not, as long as
 * `httpExceptions` is on; guards, pipes and middleware do, since Nest has no interceptors around them.
 *
 * @example
 * \@Injectable()
 * class OrdersGuard implements CanActivate {
 *   constructor(@InjectDriver(Rights) private readonly driver: Driver<[typeof Rights]>) {}
 *
 *   async canActivate(): Promise<boolean> {
 *     try {
 *       return (await this.driver.execute(['mayOrder'])).mayOrder;
 *     } catch (error) {
 *       throw httpExceptionOf(error) ?? error;
 *     }
 *   }
 * }
 */
export function httpExceptionOf(error: unknown): HttpException | undefined {
  let at = error;
  while (MillraceError.is(at)) at = at.cause;
  return at !== error && at instanceof HttpException ? at : undefined;
}
