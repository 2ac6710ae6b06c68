import {
  Catch,
  Controller,
  Get,
  HttpException,
  ImATeapotException,
  NotFoundException,
  UseGuards,
  type ArgumentsHost,
  type CanActivate,
  type ExceptionFilter,
} from '@nestjs/common';
import { APP_FILTER, HttpAdapterHost } from '@nestjs/core';
import { collect, node, parallelizable, type Collect, type Driver, type Parallelizable } from '@millrace/core';
import { httpExceptionOf, InjectDriver, MillraceModule, type MillraceOptions } from '@millrace/nestjs';
import { Inject } from '@nestjs/common';
import { servers, startApp, type StartedApp } from '../fixtures/started-app';

class Orders {
  @node()
  order(): number {
    throw new NotFoundException('There is no order 7.');
  }

  @parallelizable({ onItemError: { tolerate: 0 } })
  part(): Parallelizable<number> {
    return [1];
  }
  @node('part')
  brewed(_: number): number {
    throw new ImATeapotException();
  }
  @collect('brewed')
  pot(parts: Collect<number>): number {
    return parts.length;
  }

  @node()
  bug(): number {
    throw new Error('A secret of the house.');
  }
}

class OrdersGuard implements CanActivate {
  constructor(@InjectDriver() private readonly driver: Driver<[typeof Orders]>) {}

  async canActivate(): Promise<boolean> {
    try {
      return (await this.driver.execute(['order'])).order > 0;
    } catch (error) {
      throw httpExceptionOf(error) ?? error;
    }
  }
}

@Controller()
class OrdersController {
  constructor(@InjectDriver() private readonly driver: Driver<[typeof Orders]>) {}

  @Get('order')
  order(): unknown {
    return this.driver.execute(['order']);
  }
  @Get('observed')
  observed(): unknown {
    return this.driver.observe(['order']);
  }
  @Get('bug')
  bug(): unknown {
    return this.driver.execute(['bug']);
  }
  @UseGuards(OrdersGuard)
  @Get('guarded')
  guarded(): unknown {
    return {};
  }
  @Get('own')
  own(): unknown {
    throw new NotFoundException('Not of a node.');
  }
  @Get('pot')
  pot(): unknown {
    return this.driver.execute(['pot']);
  }
}

const started: StartedApp[] = [];
afterEach(() => Promise.all(started.splice(0).map(({ app }) => app.close())));

async function getter(
  options: MillraceOptions | undefined,
  server: keyof typeof servers = 'express',
  providers: NonNullable<Parameters<typeof startApp>[0]['providers']> = [],
): Promise<(path: string) => Promise<unknown>> {
  const root = options === undefined ? [] : [MillraceModule.forRoot(options)];
  const app = await startApp(
    { imports: [...root, MillraceModule.forFeature([Orders])], controllers: [OrdersController], providers },
    server,
  );
  started.push(app);
  return async (path) => (await fetch(`${app.url}/${path}`)).json();
}

describe('an HttpException that a node threw', () => {
  it.each(Object.keys(servers) as (keyof typeof servers)[])('leaves a controller as itself, on %s', async (server) => {
    const get = await getter(undefined, server);

    const notFound = { statusCode: 404, error: 'Not Found', message: 'There is no order 7.' };
    await expect(get('order')).resolves.toEqual(notFound);
    await expect(get('observed')).resolves.toEqual(notFound);
    await expect(get('own')).resolves.toMatchObject({ statusCode: 404, message: 'Not of a node.' });
    await expect(get('bug')).resolves.toEqual({ statusCode: 500, message: 'Internal server error' });
  });

  it('does so through the causes of an error', async () => {
    const get = await getter({});

    await expect(get('pot')).resolves.toMatchObject({ statusCode: 418 });
  });

  it('is found by a guard, which no interceptor is around', async () => {
    const get = await getter({});

    await expect(get('guarded')).resolves.toMatchObject({ statusCode: 404 });
    expect(httpExceptionOf(new Error('no node has thrown it', { cause: new NotFoundException() }))).toBeUndefined();
  });

  it('is seen by the filters of the app', async () => {
    @Catch(HttpException)
    class OwnFilter implements ExceptionFilter<HttpException> {
      constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost) {}

      catch(exception: HttpException, context: ArgumentsHost): void {
        this.host.httpAdapter.reply(context.switchToHttp().getResponse(), { own: exception.message }, exception.getStatus());
      }
    }
    const get = await getter({}, 'express', [{ provide: APP_FILTER, useClass: OwnFilter }]);

    await expect(get('order')).resolves.toEqual({ own: 'There is no order 7.' });
  });

  it('stays inside if that is wanted', async () => {
    const get = await getter({ httpExceptions: false });

    await expect(get('order')).resolves.toEqual({ statusCode: 500, message: 'Internal server error' });
  });
});
