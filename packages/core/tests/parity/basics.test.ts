import { Driver, input, node, nodeOf, optional, output, source } from '@millrace/core';
import { faultOf, failureOf, refusalOf, codesOf } from '../fixtures/refusals';

/** A = b + c, B = A², C = 2A. */
class Basics {
  readonly calls: string[] = [];
  @node(source<number>('b'), source<number>('c')) A(b: number, c: number): number {
    this.calls.push('A');
    return b + c;
  }
  @node('A') B(A: number): number {
    return A * A;
  }
  @node('A') C(A: number): number {
    return A * 2;
  }
  helper(): number {
    return this._private();
  }
  private _private(): number {
    return 0;
  }
}

/** c = a + b, e = c + d, g = e + f, all with defaults. */
class Optionals {
  @node(optional(source<number>('b'), 3), optional(source<number>('a'), 2)) c(b: number, a: number): number {
    return a + b;
  }
  @node('c', optional(source<number>('d'), 5)) e(c: number, d: number): number {
    return c + d;
  }
  @node('e', optional(source<number>('f'), 7)) g(e: number, f: number): number {
    return e + f;
  }
}

/** i needs h, of which null is a value. */
class Nones {
  @input() declare readonly h: number | null;
  @node('h', optional(source<number>('f'), 7)) i(h: number | null, f: number): number {
    return (h ?? 10) + f;
  }
  @node() none_result(): null {
    return null;
  }
  @node('none_result', optional(source<number>('f'))) j(none: null, _f: number | undefined): null {
    return none;
  }
}

/** D needs z; A has it as an option. */
class Required {
  @node(source<number>('required'), optional(source<number>('z'), 0)) A(required: number, z: number): number {
    return required + z;
  }
  @node('A') B(A: number): number {
    return A ** 2;
  }
  @node('A') C(A: number): number {
    return 2 * A;
  }
  @node(source<number>('z')) D(z: number): number {
    return 2 * z;
  }
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, i) => permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]));
}

describe('Basics', () => {
  it('B-01: computes what is requested, each node once', async () => {
    const flow = new Basics();

    const outputs = await new Driver({ modules: [flow] }).execute(['A', 'B', 'C'], { inputs: { b: 2, c: 5 } });

    expect(outputs).toEqual({ A: 7, B: 49, C: 14 });
    expect(flow.calls).toEqual(['A']);
  });

  it('B-02: only decorated methods are nodes', () => {
    const names = new Driver({ modules: [Basics] })
      .nodes({ role: 'node' })
      .map(({ name }) => name)
      .sort();

    expect(names).toEqual(['A', 'B', 'C']);
  });

  it('B-04: a config key may be requested where there is no node at all', async () => {
    await expect(new Driver({ modules: [], config: { a: 1 } }).execute([output<{ a: number }>('a')])).resolves.toEqual({ a: 1 });
  });

  it('B-05: an input reaches the node that needs it', async () => {
    class Flow {
      @node(source<number>('a')) b(a: number): number {
        return a;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['b'], { inputs: { a: 1 } })).resolves.toEqual({ b: 1 });
  });

  it('B-06: outputs are a record by default', async () => {
    await expect(new Driver({ modules: [Basics] }).execute(['C'], { inputs: { b: 1, c: 1 } })).resolves.toEqual({ C: 4 });
  });

  it('B-08: a class written on the spot joins the graph', async () => {
    class AdHoc {
      @node(nodeOf(Basics, 'A'), source<number>('b'), source<number>('c')) mine(A: number, b: number, c: number): number {
        return A + b + c;
      }
    }

    await expect(new Driver({ modules: [Basics, AdHoc], config: { b: 3, c: 1 } }).execute(['mine', 'A'])).resolves.toEqual({
      A: 4,
      mine: 8,
    });
  });

  it('B-09: structural types suffice for generic containers', async () => {
    class Flow {
      @node(source<Record<string, number>>('b'), source<number>('c')) A(
        b: Record<string, number>,
        c: number,
      ): [Record<string, number>, number] {
        return [b, c];
      }
      @node('A') B(A: [Record<string, number>, number]): [Record<string, number>, number][] {
        return [A, A];
      }
      @node('B') C(B: [Record<string, number>, number][]): { foo: [Record<string, number>, number][] } {
        return { foo: B };
      }
      @node('C') D(_C: { foo: unknown[] }): number {
        return 1.0;
      }
    }

    const outputs = await new Driver({ modules: [Flow], config: { b: {}, c: 1 } }).execute(['A', 'B', 'C', 'D']);

    expect(outputs).toEqual({
      A: [{}, 1],
      B: [
        [{}, 1],
        [{}, 1],
      ],
      C: {
        foo: [
          [{}, 1],
          [{}, 1],
        ],
      },
      D: 1,
    });
  });

  it.each<[Record<string, number>, Record<string, number>, number]>([
    [{}, {}, 17],
    [{ a: 11 }, {}, 26],
    [{ b: 13, a: 17 }, {}, 42],
    [{}, { b: 41, a: 43, d: 47, f: 53 }, 184],
    [{ a: 89 }, { b: 97 }, 198],
  ])('B-10: optional dependencies, config %j, inputs %j: %i', async (config, inputs, expected) => {
    await expect(new Driver({ modules: [Optionals], config }).execute(['g'], { inputs })).resolves.toEqual({ g: expected });
  });

  it('B-10: independent of the order in which nodes are listed', async () => {
    class First {
      @node(optional(source<number>('b'), 3), optional(source<number>('a'), 2)) c(b: number, a: number): number {
        return a + b;
      }
    }
    class Second {
      @node(nodeOf(First, 'c'), optional(source<number>('d'), 5)) e(c: number, d: number): number {
        return c + d;
      }
    }
    class Third {
      @node(nodeOf(Second, 'e'), optional(source<number>('f'), 7)) g(e: number, f: number): number {
        return e + f;
      }
    }

    for (const modules of permutations<object>([First, Second, Third])) {
      await expect(new Driver({ modules }).execute(['g'])).resolves.toEqual({ g: 17 });
    }
  });

  it('B-12: null is a value and is not dropped', async () => {
    const driver = new Driver({ modules: [Nones], config: { h: null } });

    await expect(driver.execute(['h', 'i'])).resolves.toEqual({ h: null, i: 17 });
    const outputs = await driver.execute(['j', 'none_result']);

    expect(outputs).toEqual({ j: null, none_result: null });
    expect(Object.keys(outputs)).not.toContain('f');
  });

  it('B-12 (differs: an optional input that is absent cannot be requested): it is refused as missing', async () => {
    const error = await refusalOf(() => new Driver({ modules: [Nones], config: { h: null } }).execute([output<{ f: number }>('f')]));

    expect(codesOf(error)).toContain('MISSING_INPUT');
  });

  it('B-13: a required input that is missing refuses the request, in whatever order the nodes are asked for', async () => {
    for (const names of permutations(['i', 'j', 'none_result'] as const)) {
      expect(codesOf(await refusalOf(() => new Driver({ modules: [Nones] }).execute(names)))).toContain('MISSING_INPUT');
      await expect(new Driver({ modules: [Nones], config: { h: 10 } }).execute(names)).resolves.toEqual({
        i: 17,
        j: null,
        none_result: null,
      });
    }
  });

  it('B-14: only the requested part of the graph is validated for inputs', async () => {
    const driver = new Driver({ modules: [Required], config: { required: 1 } });

    await expect(driver.execute(['C'])).resolves.toEqual({ C: 2 });
    expect(codesOf(await refusalOf(() => driver.execute(['D'])))).toContain('MISSING_INPUT');
  });

  it('B-16, B-17 (differs: outputs are names, which the compiler checks): a method as an output is refused', async () => {
    const error = await refusalOf(() =>
      new Driver({ modules: [Basics] }).execute([Basics.prototype.B as never, 'A'], { inputs: { b: 0, c: 1 } }),
    );

    expect(codesOf(error)).toContain('INVALID_REQUEST');
  });

  it('B-17: names and output(…) stand beside each other', async () => {
    const outputs = await new Driver({ modules: [Basics] }).execute(['C', output<{ B: number }>('B'), 'A'], { inputs: { b: 0, c: 1 } });

    expect(outputs).toEqual({ C: 2, B: 1, A: 1 });
  });

  it('B-18: a generic map fits a plain one, and the reverse', async () => {
    class Flow {
      @node() generic(): Record<string, number> {
        return { one: 1 };
      }
      @node() plainMap(): object {
        return { two: 2 };
      }
      @node('generic', 'plainMap') both(generic: object, plainMap: object): number {
        return Object.keys(generic).length + Object.keys(plainMap).length;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['both'])).resolves.toEqual({ both: 2 });
  });

  it('B-21 (differs: types are the compiler’s business): a parameter without a dependency is refused at build', () => {
    class Flow {
      @node() a(b: number): number {
        return b;
      }
    }

    expect(faultOf(() => new Driver({ modules: [Flow] }))).toMatchObject({ code: 'ARITY_MISMATCH' });
  });

  it('B-24: an empty request gives an empty record, and a name that is requested twice gives one key', async () => {
    const driver = new Driver({ modules: [Basics], config: { b: 1, c: 1 } });

    await expect(driver.execute([])).resolves.toEqual({});
    expect(Object.keys(await driver.execute(['B', 'B']))).toEqual(['B']);
  });

  it('B-24 (differs: a node’s exception is wrapped once): the exception itself is the cause', async () => {
    const thrown = new RangeError('out of range');
    class Flow {
      @node() a(): number {
        throw thrown;
      }
    }

    const failure = await failureOf(new Driver({ modules: [Flow] }).execute(['a']));

    expect(failure.cause).toBe(thrown);
  });
});
