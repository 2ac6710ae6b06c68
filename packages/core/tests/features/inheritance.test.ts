import { collect, Driver, input, node, nodeOf, parallelizable, type Collect } from '@millrace/core';
import { faultsOf } from '../fixtures/refusals';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

class Base {
  @input() declare readonly seed: number;
  @node('seed') first(seed: number): number {
    return seed + this.step();
  }
  @node('first', { description: 'twice the first' }) second(first: number): number {
    return first * 2;
  }
  /** No node: a helper that subclasses may change. */
  protected step(): number {
    return 1;
  }
}

describe('inheritance', () => {
  expectNoUnhandledRejections();

  const inputs = { seed: 1 };

  it('a subclass has the nodes and inputs of its base class and adds its own', async () => {
    class Derived extends Base {
      @node('second', 'seed') third(second: number, seed: number): number {
        return second + seed;
      }
    }

    await expect(new Driver({ modules: [Derived] }).execute(['first', 'third'], { inputs })).resolves.toEqual({ first: 2, third: 5 });
  });

  it('leaves the base class untouched', async () => {
    class Derived extends Base {
      @node() override first(): number {
        return 100;
      }
      @node('first') extra(first: number): number {
        return first;
      }
    }

    await expect(new Driver({ modules: [Derived] }).execute(['second'])).resolves.toEqual({ second: 200 });
    await expect(new Driver({ modules: [Base] }).execute(['second'], { inputs })).resolves.toEqual({ second: 4 });
    expect(
      new Driver({ modules: [Base] })
        .nodes()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['first', 'second', 'seed']);
  });

  it('a method that is overridden without decorators keeps the base’s dependencies and description', async () => {
    class Derived extends Base {
      override second(first: number): number {
        return super.second(first) + 1000;
      }
    }
    const driver = new Driver({ modules: [Derived] });

    await expect(driver.execute(['second'], { inputs })).resolves.toEqual({ second: 1004 });
    expect(driver.nodes().find(({ name }) => name === 'second')).toMatchObject({ description: 'twice the first', dependencies: ['first'] });
  });

  it('a method that is overridden with a role of its own has its own dependencies', async () => {
    class Derived extends Base {
      @node('seed') override second(seed: number): number {
        return -seed;
      }
    }

    await expect(new Driver({ modules: [Derived] }).execute(['second'], { inputs })).resolves.toEqual({ second: -1 });
  });

  it('helpers that are no nodes are called on the instance', async () => {
    class Derived extends Base {
      protected override step(): number {
        return 10;
      }
    }

    await expect(new Driver({ modules: [Derived] }).execute(['first'], { inputs })).resolves.toEqual({ first: 11 });
  });

  it('an abstract base class depends on nodes that its subclasses make of its abstract methods', async () => {
    abstract class Report {
      abstract rows(): Generator<number>;
      abstract line(row: number): string;
      @collect('line') text(lines: Collect<string>): string {
        return lines.join(' ');
      }
    }
    class Concrete extends Report {
      @parallelizable() override *rows(): Generator<number> {
        yield* [1, 2];
      }
      @node('rows') override line(row: number): string {
        return `<${row}>`;
      }
    }

    await expect(new Driver({ modules: [Concrete] }).execute(['text'])).resolves.toEqual({ text: '<1> <2>' });
  });

  it('goes over any number of generations', async () => {
    class Second extends Base {
      @node('second') third(second: number): number {
        return second + 1;
      }
    }
    class Third extends Second {
      protected override step(): number {
        return 5;
      }
      @node('third', 'first') fourth(third: number, first: number): number {
        return third * first;
      }
    }

    await expect(new Driver({ modules: [Third] }).execute(['fourth'], { inputs })).resolves.toEqual({ fourth: 78 });
  });

  it('two subclasses of one base are refused together, with the fixes: list the base, or namespace', () => {
    class Left extends Base {
      @node('first') left(first: number): number {
        return first;
      }
    }
    class Right extends Base {
      @node('first') right(first: number): number {
        return first;
      }
    }

    const faults = faultsOf(() => new Driver({ modules: [Left, Right] }));

    expect(faults.map(({ code }) => code)).toEqual(faults.map(() => 'DUPLICATE_NODE'));
    expect(faults.map(({ message }) => message).join()).toMatch(/Base[\s\S]*modules[\s\S]*namespace/);
  });

  it('and share its nodes where the base is a module itself', async () => {
    class Left extends Base {
      @node('first') left(first: number): number {
        return first + 1;
      }
    }
    class Right extends Base {
      @node('first') right(first: number): number {
        return first + 2;
      }
    }

    await expect(new Driver({ modules: [Base, Left, Right] }).execute(['left', 'right'], { inputs })).resolves.toEqual({
      left: 3,
      right: 4,
    });
  });

  it('nodeOf finds inherited nodes and classes that are declared later', async () => {
    class Early {
      @node(nodeOf(() => Late, 'second')) early(second: number): number {
        return second + 1;
      }
    }
    class Late extends Base {}

    await expect(new Driver({ modules: [Early, Late] }).execute(['early'], { inputs })).resolves.toEqual({ early: 5 });
  });
});
