import { node, source, value } from '@millrace/core';
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
