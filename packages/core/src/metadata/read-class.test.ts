import { collect, config, context, dataflow, inject, input, node, source, value, type NodeContext } from '../index';
import { readClass, type ResolvedClass, type ResolvedMember } from './read-class';

function memberOf({ members }: ResolvedClass, key: string): ResolvedMember {
  const member = members.find((one) => one.key === key);
  if (member === undefined) throw new Error(`no member ${key}`);
  return member;
}

class Base {
  @input({ description: 'd', default: 3 }) declare readonly x: number;

  @node('x', { name: 'other' }) a(x: number): number {
    return x;
  }
  @node('a') b(a: number): number {
    return a;
  }
  @node() c(@inject(source('p')) p: number, @context() context: NodeContext): unknown {
    return [p, context];
  }
  plain(): number {
    return 1;
  }
}

class Derived extends Base {
  @collect('b') d(bs: readonly number[]): number {
    return bs.length;
  }
  @node('x') override a(x: number): number {
    return x + 1;
  }
  override b(a: number): number {
    return a + 1;
  }
  @config.when({ k: 1 }) override c(@inject(value(3)) p: number, context: NodeContext): unknown {
    return [p, context];
  }
}

describe('readClass', () => {
  it('gives what was recorded, in order of declaration, base class first', () => {
    expect(readClass(Base).members.map(({ key }) => key)).toEqual(['x', 'a', 'b', 'c']);
    expect(readClass(Derived).members.map(({ key }) => key)).toEqual(['x', 'a', 'b', 'c', 'd']);
    expect(readClass(Derived)).toMatchObject({ cls: Derived, name: 'Derived', dataflow: undefined });
  });

  it('records roles, options, inputs, parameters and modifiers as they were given', () => {
    const base = readClass(Base);

    expect(memberOf(base, 'x')).toMatchObject({ kind: 'field', roles: [], input: { description: 'd', default: { value: 3 } } });
    expect(memberOf(base, 'a')).toMatchObject({
      kind: 'method',
      roles: [{ role: 'node', dependencies: [{ name: 'x', local: true }], options: { name: 'other' } }],
    });
    expect(memberOf(base, 'c').parameters).toEqual([
      { index: 1, kind: 'context' },
      { index: 0, kind: 'dependency', dependency: source('p') },
    ]);
  });

  it('replaces a member that a subclass decorates with a role of its own', () => {
    expect(memberOf(readClass(Derived), 'a')).toMatchObject({ declaredBy: Derived, roles: [{ role: 'node', options: {} }] });
  });

  it('keeps the record of a method that is overridden without decorators', () => {
    expect(memberOf(readClass(Derived), 'b')).toMatchObject({ declaredBy: Base, roles: [{ role: 'node' }] });
  });

  it('adds modifiers and parameters of a subclass to an inherited role', () => {
    const c = memberOf(readClass(Derived), 'c');

    expect(c).toMatchObject({ declaredBy: Derived, roles: [{ role: 'node' }], modifiers: [{ name: 'config.when' }] });
    expect(c.parameters).toEqual([
      { index: 1, kind: 'context' },
      { index: 0, kind: 'dependency', dependency: value(3) },
    ]);
  });

  it('leaves the base class untouched', () => {
    expect(memberOf(readClass(Base), 'c').modifiers).toEqual([]);
    expect(memberOf(readClass(Base), 'a').declaredBy).toBe(Base);
  });

  it('takes what @dataflow says from the nearest class that says anything', () => {
    @dataflow({ namespace: 'n' })
    class Named extends Base {}
    class Below extends Named {}

    expect([readClass(Named).dataflow, readClass(Below).dataflow]).toEqual([{ namespace: 'n' }, { namespace: 'n' }]);
  });

  it('tells methods, accessors, fields, static and symbol members apart', () => {
    const decorate = node() as unknown as MethodDecorator & PropertyDecorator;
    class Members {
      @decorate declare field: number;
      @decorate method(): void {}
      @decorate get accessor(): number {
        return 1;
      }
      @decorate static method(): void {}
      @decorate [Symbol.iterator](): void {}
    }

    expect(readClass(Members).members.map(({ key, kind }) => [key, kind])).toEqual([
      ['field', 'field'],
      ['method', 'method'],
      ['accessor', 'accessor'],
      ['Symbol(Symbol.iterator)', 'symbol'],
      ['method', 'static'],
    ]);
  });

  it('keeps modifiers innermost first', () => {
    class Stacked {
      @config.when({ a: 1 }) @config.whenNot({ b: 1 }) @node() @inject({}) x(): number {
        return 1;
      }
    }

    expect(memberOf(readClass(Stacked), 'x').modifiers.map(({ name }) => name)).toEqual(['inject', 'config.whenNot', 'config.when']);
  });
});
