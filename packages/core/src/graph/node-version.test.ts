import { z } from 'zod';
import { config, defineDataflow, input, node, parameterize, source, tag, value, type ModifierDecorator } from '@millrace/core';
import type { ClassType } from '../types/class-type';
import { buildGraph } from './build-graph';

const graphOf = (module: ClassType<object>) => buildGraph({ modules: [module], config: {}, allowOverrides: false });
const versionOf = (module: ClassType<object>) => graphOf(module).get('a')?.version;

const one = () => {
  class Flow {
    @node(source<number>('x'), value({ list: [1, new Date(0), new Map([[1, 2n]])] })) a(x: number, y: unknown): unknown {
      return [x, y];
    }
  }
  return Flow;
};

describe('the version of a node', () => {
  it('is the same for the same source and dependencies, and short', () => {
    expect(versionOf(one())).toBe(versionOf(one()));
    expect(versionOf(one())).toMatch(/^[0-9a-f]{16}$/);
  });

  it('changes with the source, a dependency, and a constant', () => {
    class Source {
      @node(source<number>('x')) a(x: number): number {
        return x + 1;
      }
    }
    class Other {
      @node(source<number>('x')) a(x: number): number {
        return x + 2;
      }
    }
    class Dependency {
      @node(source<number>('y')) a(x: number): number {
        return x + 1;
      }
    }
    class Constant {
      @node(value(1)) a(x: number): number {
        return x + 1;
      }
    }
    class OtherConstant {
      @node(value('1' as never)) a(x: number): number {
        return x + 1;
      }
    }

    expect(new Set([Source, Other, Dependency, Constant, OtherConstant].map(versionOf)).size).toBe(5);
  });

  it('is what the option says', () => {
    class Flow {
      @node({ version: '7' }) a(): number {
        return 1;
      }
    }

    expect(versionOf(Flow)).toBe('7');
    expect(graphOf(Flow).version).not.toBe(graphOf(one()).version);
  });

  it('changes with the arguments of modifiers, those of @resolve included, and with what they are', () => {
    const run = (x: number) => x;
    const versionWith = (...modifiers: ModifierDecorator[]) =>
      versionOf(defineDataflow({ a: { modifiers, deps: [source<number>('x')], run } }));
    const versions = [
      versionWith(),
      versionWith(tag({ owner: 'a' })),
      versionWith(tag({ owner: 'b' })),
      versionWith(parameterize({ a: { x: value(1) } })),
      versionWith(parameterize({ a: { x: value(2) } })),
      versionWith(config.whenNot({ k: 1 })),
      versionWith(config.whenNot({ k: /1/ })),
      versionWith(config.whenNot({ k: new Uint8Array([1]) })),
      versionWith(config(() => true)),
      versionWith(config(() => !false)),
    ];

    expect(new Set(versions).size).toBe(versions.length);
    expect(versionWith(tag({ a: '1', b: '2' }))).toBe(versionWith(tag({ b: '2', a: '1' })));
  });

  it('is the same in every process and on every platform', () => {
    const unix = new Function('x', 'return x;\n') as (x: number) => number;
    const windows = new Function('x', 'return x;\r\n') as (x: number) => number;
    const versionWith = (run: (x: number) => number) => versionOf(defineDataflow({ a: { deps: [source<number>('x')], run } }));

    expect(versionWith(unix)).toBe('1291fa02d5cdf56d');
    expect(versionWith(windows)).toBe(versionWith(unix));
  });

  it('does not look into a schema, which changes when it is used', () => {
    const schema = z.object({ a: z.number() });
    const Flow = defineDataflow({ a: { deps: [value(schema as unknown)], run: (x: unknown) => x } });
    const before = versionOf(Flow);

    schema.parse({ a: 1 });

    expect(versionOf(Flow)).toBe(before);
  });

  it('of an input changes with its name and its default', () => {
    const versionWith = (fallback: number) => graphOf(defineDataflow({ x: input({ default: fallback }) })).get('x')?.version;

    expect(versionWith(1)).toBe(versionWith(1));
    expect(versionWith(1)).not.toBe(versionWith(2));
  });

  it('of a graph does not depend on the order of the modules', () => {
    const A = defineDataflow({ a: { run: () => 1 } });
    const B = defineDataflow({ b: { run: () => 2 } });
    const versionOfGraph = (...modules: object[]) => buildGraph({ modules, config: {}, allowOverrides: false }).version;

    expect(versionOfGraph(A, B)).toBe(versionOfGraph(B, A));
    expect(versionOfGraph(A, B)).not.toBe(versionOfGraph(A));
  });

  it('bears constants that hold themselves', () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    class Flow {
      @node(value(circle)) a(x: unknown): unknown {
        return x;
      }
    }

    expect(versionOf(Flow)).toMatch(/^[0-9a-f]{16}$/);
  });
});
