import { Container, Service } from 'typedi';
import {
  collect,
  config,
  context,
  dataflow,
  inject,
  input,
  MillraceError,
  node,
  parallelizable,
  resolve,
  ResolveAt,
  resolveFromConfig,
  source,
} from '../index';
import { readClass } from '../metadata/read-class';

describe('decorators', () => {
  const standard = (kind: string, name: string) => ({ kind, name, static: false, private: false, metadata: {} });
  const decorators: Record<string, unknown> = {
    node: node(),
    parallelizable: parallelizable(),
    collect: collect(),
    input: input(),
    context: context(),
    inject: inject(source('x')),
    config: config(() => true),
    'config.when': config.when({}),
    resolve: resolve({ when: ResolveAt.CONFIG_AVAILABLE, decorateWith: () => inject({}) }),
    resolveFromConfig: resolveFromConfig(() => inject({})),
    dataflow: dataflow(),
  };

  it.each(Object.keys(decorators))('@%s called the standard way says which line of tsconfig is missing', (name) => {
    const decorate = decorators[name] as (value: unknown, context: unknown) => void;
    const call = () => decorate(() => 1, standard('method', 'total'));

    expect(call).toThrow(`@${name} on "total" was compiled as a standard decorator`);
    expect(call).toThrow('"experimentalDecorators": true');
    expect(call).toThrow(expect.objectContaining({ code: 'STANDARD_DECORATORS' }));
  });

  it('take a last plain object as options and anything else as dependencies', () => {
    class Given {
      m(): void {}
    }
    const roleOf = (...given: unknown[]) => {
      (node as (...given: unknown[]) => (...place: unknown[]) => void)(...given)(Given.prototype, 'm', undefined);
      return readClass(Given).members[0]?.roles.at(-1);
    };

    expect(roleOf(source('x'), { name: 'n' })).toMatchObject({ dependencies: [source('x')], options: { name: 'n' } });
    expect(roleOf(Object.assign(Object.create(null), { name: 'n' }))).toMatchObject({ dependencies: [], options: { name: 'n' } });
    expect(roleOf({ name: 'n' }, 'x')).toMatchObject({ dependencies: [{ name: 'n' }, { name: 'x' }], options: {} });
    expect(roleOf(null)).toMatchObject({ dependencies: [null], options: {} });
    expect(roleOf(undefined, 3, [])).toMatchObject({ dependencies: [undefined, 3, []], options: {} });
    expect(roleOf(new Date(0))).toMatchObject({ dependencies: [new Date(0)], options: {} });
  });

  it('record nothing but data: the class stays as it was', () => {
    class Plain {
      @node('y') @config.when({ a: 1 }) x(y: number): number {
        return y;
      }
      declare y: number;
    }

    expect(new Plain().x(3)).toBe(3);
    expect(Object.getOwnPropertyNames(Plain.prototype)).toEqual(['constructor', 'x']);
    expect(Object.keys(new Plain())).toEqual([]);
  });
});

describe('@input', () => {
  class Sales {
    @input() declare readonly orders: number[];

    total(): number {
      return this.orders.length;
    }
  }

  it('makes reading the field an error that says to take it as a dependency', () => {
    expect(() => new Sales().total()).toThrow('Sales.orders is an input, whose value belongs to a run and not to the instance');
    expect(() => new Sales().total()).toThrow('Take it as a dependency: @node("orders")');
    expect(() => new Sales().total()).toThrow(expect.objectContaining({ code: 'INPUT_READ' }));
  });

  it('makes writing it one, too', () => {
    expect(() => Object.assign(new Sales(), { orders: [] })).toThrow(expect.objectContaining({ code: 'INPUT_READ' }));
  });

  it('leaves instances free of the field, so that they print and compare as before', () => {
    expect(Object.keys(new Sales())).toEqual([]);
    expect(new Sales()).toEqual(new Sales());
    expect(JSON.stringify(new Sales())).toBe('{}');
  });

  it('names the class that declared it', () => {
    class More extends Sales {}

    expect(() => new More().orders).toThrow(/^Sales\.orders/);
    expect(MillraceError.is(new MillraceError('INPUT_READ', ''), 'INPUT_READ')).toBe(true);
  });
});

describe('@dataflow', () => {
  it('registers the class with TypeDI', () => {
    @dataflow()
    class Registered {
      readonly made = {};
    }

    expect(Container.get(Registered).made).toBe(Container.get(Registered).made);
  });

  it('leaves a registration of the app as it is, in either order', () => {
    class Replacement {}
    @dataflow()
    @Service({ factory: () => new Replacement() })
    class Inside {}
    @Service({ factory: () => new Replacement() })
    @dataflow()
    class Outside {}

    expect([Container.get(Inside), Container.get(Outside)]).toEqual([new Replacement(), new Replacement()]);
  });

  it('does without TypeDI where it is not installed', () => {
    jest.isolateModules(() => {
      jest.doMock('typedi', () => {
        throw Object.assign(new Error("Cannot find module 'typedi'"), { code: 'MODULE_NOT_FOUND' });
      });
      const copy = require('../index') as typeof import('../index');
      class Lonely {}

      expect(() => copy.dataflow({ namespace: 'n' })(Lonely)).not.toThrow();
      expect(readClass(Lonely).dataflow).toEqual({ namespace: 'n' });
    });
    jest.dontMock('typedi');
  });
});
