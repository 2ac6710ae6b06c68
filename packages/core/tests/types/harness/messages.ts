/** A misuse, on one line of the class below, and what every compiler must say of it. */
export interface Misuse {
  readonly title: string;
  readonly code: string;
  readonly says: readonly string[];
}

export const misuses: readonly Misuse[] = [
  {
    title: 'a type that does not fit',
    code: `@node('total') m(total: string): string { return total; }`,
    says: [`{ 'type mismatch on dependency': "total"; gives: number; 'for the parameter': string; }`],
  },
  {
    title: 'a promise is unwrapped in what a node gives',
    code: `@node('later') m(later: Promise<string>): unknown { return later; }`,
    says: [`{ 'type mismatch on dependency': "later"; gives: string; 'for the parameter': Promise<string>; }`],
  },
  {
    title: 'a source without a type argument is unknown',
    code: `@node(source('x')) m(x: number): number { return x; }`,
    says: [`'type mismatch on dependency': Dependency<unknown>; gives: unknown; 'for the parameter': number;`],
  },
  {
    title: 'a group of other types',
    code: `@node(group('total', 'later')) m(x: [number, number]): unknown { return x; }`,
    says: [`'type mismatch on dependency'`, `gives: [number, string]; 'for the parameter': [number, number];`],
  },
  {
    title: 'an entry where a list is gathered',
    code: `@collect('square') m(square: number): number { return square; }`,
    says: [`{ 'type mismatch on dependency': "square"; gives: number[]; 'for the parameter': number; }`],
  },
  {
    title: 'a reducer of other entries',
    code: `@collect(fold('word', reducers.sum())) m(sum: number): number { return sum; }`,
    says: [`{ 'type mismatch on dependency': "word"; gives: string; 'for the parameter': number; }`],
  },
  {
    title: 'parameters that no dependency is listed for',
    code: `@node('total') m(total: number, name: string): unknown { return [total, name]; }`,
    says: [`{ 'parameters without a dependency': [string]; }`],
  },
  {
    title: 'the context is no such parameter',
    code: `@node('total') m(total: number, @context() c: NodeContext, name: string): unknown { return [total, c, name]; }`,
    says: [`{ 'parameters without a dependency': [string]; }`],
  },
  {
    title: 'more dependencies than parameters',
    code: `@node('total', 'later') m(total: number): number { return total; }`,
    says: [`{ 'too many dependencies': readonly ["total", "later"]; 'for the parameters': [number]; }`],
  },
  {
    title: 'an unknown option in a literal',
    code: `@parallelizable('items', { concurency: 3 }) m(items: number[]): Parallelizable<number> { return items; }`,
    says: [`'concurency' does not exist in type`],
  },
  {
    title: 'an unknown option in a variable',
    code: `@parallelizable('items', misspelt) m(items: number[]): Parallelizable<number> { return items; }`,
    says: [`{ 'no such option': "concurency"; }`],
  },
  {
    title: 'a misspelt name, with the valid ones',
    code: `@node('totl') m(total: number): number { return total; }`,
    says: [`Argument of type '"totl"' is not assignable to parameter of type`, `"total"`],
  },
  {
    title: 'a misspelt name in a group',
    code: `@node(group('total', 'latr')) m(x: [number, string]): unknown { return x; }`,
    says: [`{ 'no such node in this class': "latr"; }`],
  },
  {
    title: 'a misspelt name in a record',
    code: `@node(group({ l: 'latr' })) m(x: { l: string }): unknown { return x; }`,
    says: [`{ 'no such node in this class': "latr"; }`],
  },
  {
    title: 'a misspelt name in optional',
    code: `@node(optional('latr', '')) m(x: string): unknown { return x; }`,
    says: [`{ 'no such node in this class': "latr"; }`],
  },
  {
    title: 'a misspelt name in keys',
    code: `@collect(keys('squar')) m(x: Collect<string>): unknown { return x; }`,
    says: [`{ 'no such node in this class': "squar"; }`],
  },
  {
    title: 'a misspelt name in plain',
    code: `@collect('square', plain('latr')) m(x: Collect<number>, y: string): unknown { return [x, y]; }`,
    says: [`{ 'no such node in this class': "latr"; }`],
  },
  {
    title: 'a misspelt name in fold',
    code: `@collect(fold('squar', reducers.sum())) m(x: number): unknown { return x; }`,
    says: [`{ 'no such node in this class': "squar"; }`],
  },
  {
    title: 'a misspelt name in settled',
    code: `@collect(settled('squar')) m(x: Collect<Settled<number>>): unknown { return x; }`,
    says: [`{ 'no such node in this class': "squar"; }`],
  },
  {
    title: 'a misspelt name of another class, with the valid ones',
    code: `@node(nodeOf(Other, 'rat')) m(x: number): unknown { return x; }`,
    says: [`Argument of type '"rat"' is not assignable to parameter of type`, `"rate"`, `"name"`],
  },
  {
    title: 'plain outside of a collector',
    code: `@node(plain('total')) m(x: number): unknown { return x; }`,
    says: [`{ 'only in @collect': PlainDependency<"total">; }`],
  },
  {
    title: 'fold outside of a collector',
    code: `@node(fold('total', reducers.sum())) m(x: number): unknown { return x; }`,
    says: [`'only in @collect': FoldDependency<"total"`],
  },
  {
    title: 'settled outside of a collector',
    code: `@parallelizable(settled('total')) m(x: Settled<number>): Parallelizable<Settled<number>> { return [x]; }`,
    says: [`{ 'only in @collect': SettledDependency<"total">; }`],
  },
  {
    title: 'keys outside of a collector',
    code: `@node(keys('total')) m(x: string[]): unknown { return x; }`,
    says: [`{ 'only in @collect': KeysDependency<"total">; }`],
  },
  {
    title: 'a parallelizable that returns a plain list',
    code: `@parallelizable('items') m(items: number[]): number[] { return items; }`,
    says: [`{ 'declare the return type as Parallelizable, Generator or AsyncGenerator, not': number[]; }`],
  },
  {
    title: 'a context that is declared as something else',
    code: `@node('total') m(total: number, @context() c: string): unknown { return [total, c]; }`,
    says: [`{ 'declare the parameter as NodeContext, not': string; }`],
  },
  {
    title: 'a key that reads what the item has not',
    code: `@parallelizable('items', { key: (item) => item.nam }) m(items: number[]): Parallelizable<number> { return items; }`,
    says: [`Property 'nam' does not exist on type 'number'`],
  },
  {
    title: 'a request of an unknown name, with the valid ones',
    code: `m = driver.execute(['totl']);`,
    says: [`Type '"totl"' is not assignable to type`, `"total"`],
  },
  {
    title: 'an input of another type',
    code: `m = driver.execute(['total'], { inputs: { items: 'none' } });`,
    says: [`Type 'string' is not assignable to type 'number[]'`],
  },
  {
    title: 'a definition whose types do not fit',
    code: `m = defineDataflow({ total: { run: () => 1 }, x: { deps: ['total'], run: (total: string) => total } });`,
    says: [`{ 'type mismatch on dependency': "total"; gives: number; 'for the parameter': string; }`],
  },
  {
    title: 'a definition with a parameter that is not declared',
    code: `m = defineDataflow({ total: { run: () => 1 }, x: { deps: ['total'], run: (total) => total } });`,
    says: [`{ 'type mismatch on dependency': "total"; gives: number; 'for the parameter': never; }`],
  },
  {
    title: 'a definition with a parameter that no dependency is listed for',
    code: `m = defineDataflow({ total: { run: () => 1 }, x: { deps: ['total'], run: (total: number, name: string) => name + total } });`,
    says: [`{ 'parameters without a dependency': [name: string]; }`],
  },
  {
    title: 'a definition with more dependencies than parameters',
    code: `m = defineDataflow({ total: { run: () => 1 }, x: { deps: ['total', 'total'], run: (total: number) => total } });`,
    says: [`{ 'too many dependencies': readonly ["total", "total"]; 'for the parameters': [total: number]; }`],
  },
  {
    title: 'a misspelt name in a definition, with the valid ones',
    code: `m = defineDataflow({ total: { run: () => 1 }, x: { deps: ['totl'], run: (total: number) => total } });`,
    says: [`{ 'no such node in this dataflow': "totl"; 'there are': "total" | "x"; }`],
  },
  {
    title: 'a context in a definition that is declared as something else',
    code: `m = defineDataflow({ x: { deps: [context()], run: (c: string) => c } });`,
    says: [`gives: NodeContext; 'for the parameter': string; }`],
  },
  {
    title: 'fold in a definition that is no collector',
    code: `m = defineDataflow({ total: { run: () => 1 }, x: { deps: [fold('total', reducers.sum())], run: (x: number) => x } });`,
    says: [`'only in @collect': FoldDependency<"total"`],
  },
  {
    title: 'a parallelizable definition that returns a plain list',
    code: `m = defineDataflow({ x: { role: 'parallelizable', run: () => [1] } });`,
    says: [`{ 'declare the return type as Parallelizable, Generator or AsyncGenerator, not': number[]; }`],
  },
  {
    title: 'an option that the role of a definition does not have',
    code: `m = defineDataflow({ x: { run: () => 1, concurrency: 3 } });`,
    says: [`{ 'no such option': "concurrency"; }`],
  },
  {
    title: 'a key in a definition that takes something else than the item',
    code: `m = defineDataflow({ x: { role: 'parallelizable', *run() { yield 1; }, key: (item: string) => item } });`,
    says: [`is not assignable to type '(item: number, index: number) => string'`],
  },
  {
    title: 'a definition without a function',
    code: `m = defineDataflow({ x: { deps: [] } });`,
    says: [`Property 'run' is missing`],
  },
  {
    title: 'a request of an unknown name of a definition',
    code: `m = new Driver({ modules: [Defined] }).execute(['totl']);`,
    says: [`Type '"totl"' is not assignable to type`, `"total"`],
  },
];

const before = `import { collect, context, defineDataflow, fold, group, input, keys, node, nodeOf, optional, parallelizable, plain, reducers, settled, source, Driver } from '@millrace/core';
import type { Collect, NodeContext, Parallelizable, Settled } from '@millrace/core';
const misspelt = { concurency: 3, window: 5 };
class Other { @node() rate(): number { return 1; } @node() name(): string { return ''; } }
class Base {
  @input() declare readonly items: number[];
  @node('items') total(items: number[]): number { return items.length; }
  @node('total') async later(total: number): Promise<string> { return String(total); }
  @parallelizable('items') item(items: number[]): Parallelizable<number> { return items; }
  @node('item') square(item: number): number { return item * item; }
  @node('item') word(item: number): string { return String(item); }
}
const driver = new Driver({ modules: [Base] });
const Defined = defineDataflow({ total: { run: () => 1 } });
`;

/** A source file with every misuse in a class of its own, and the line of each. */
export function misuseFile(): { readonly text: string; readonly lineOf: (misuse: Misuse) => number } {
  const start = before.split('\n').length;
  return {
    text: before + misuses.map(({ code }, index) => `export class Misuse${index} extends Base { ${code} }\n`).join(''),
    lineOf: (misuse) => start + misuses.indexOf(misuse),
  };
}
