import {
  checkOutput,
  checkOutputCustom,
  collect,
  configuration,
  dataQualityTags,
  defineDataflow,
  defineValidator,
  Driver,
  extractFields,
  group,
  node,
  optional,
  parallelizable,
  parameterize,
  parameterizeSources,
  parameterizeValues,
  resolveFromConfig,
  schema,
  source,
  tag,
  tagOutputs,
  unpackFields,
  value,
  type Collect,
  type DataQualityError,
  type ValidationResult,
} from '@millrace/core';
import type { Analysis } from './services';

declare const anySchema: { readonly '~standard': { version: 1; vendor: string; validate: (value: unknown) => { value: number } } };

const isEven = defineValidator({ name: 'isEven', importance: 'fail', validate: (n: number) => n % 2 === 0 });
const isLong = defineValidator({ name: 'isLong', validate: async (text: string) => ({ passes: text.length > 3, diagnostics: { text } }) });

class Accepted {
  @parameterize({
    one: { x: source('a'), y: value(1) },
    two: [{ x: group(source('a'), group({ k: value([1]) })), y: optional(source('b'), 3) }, 'described'],
    three: {},
    four: { x: configuration('key') },
  })
  @tagOutputs({ one: { owner: 'a' }, two: { markets: ['eu', 'us'] } })
  @node(source<unknown>('x'), source<number>('y'))
  expanded(x: unknown, y: number): string {
    return `${String(x)} ${y}`;
  }
  @parameterizeSources({ a: { x: 'one' } })
  @parallelizable(source<string>('x'))
  *items(x: string): Generator<string> {
    yield x;
  }
  @parameterizeValues('x', { b: 1, c: 'text', d: [undefined] })
  @collect(source<string>('x'))
  gathered(xs: Collect<string>): number {
    return xs.length;
  }

  @extractFields<Analysis>('revenue', 'returns')
  @extractFields('revenue', 'anything', { fillWith: 0 })
  @extractFields({ revenue: anySchema, other: anySchema }, { fillWith: 1 })
  @extractFields<Analysis>({ revenue: anySchema })
  @extractFields<Analysis>('revenue', { fillWith: 0 })
  @node()
  analysis(): Analysis {
    return { revenue: 1, returns: 0 };
  }
  @unpackFields('low', 'high')
  @node()
  bounds(): [number, number] {
    return [1, 2];
  }

  @tag({ owner: 'growth', market: ['eu'] as const }, { target: ['low', 'high'] })
  @schema(anySchema, { target: '*' })
  @checkOutput({
    range: [0, 1],
    valuesIn: ['a', 1],
    type: 'integer',
    contains: ['x'],
    schema: anySchema,
    importance: 'fail',
    target: 'low',
  })
  @checkOutput({ fields: { revenue: { range: [0, Infinity], allowNull: false } } })
  @checkOutputCustom(isEven, isLong)
  @checkOutputCustom(isEven, { target: 'low' })
  @node()
  checked(): number {
    return 1;
  }

  @resolveFromConfig(({ names }: { names: string[] }) => extractFields(...names))
  @resolveFromConfig(({ names }: { names: string[] }) => parameterize(Object.fromEntries(names.map((name) => [name, { x: source(name) }]))))
  @resolveFromConfig(() => checkOutput({ range: [0, 1] }))
  @node()
  resolved(): object {
    return {};
  }
}

defineDataflow({
  x: { modifiers: [extractFields('a'), tag({ owner: 'a' }), checkOutput({ allowMissing: false })], run: (): object => ({}) },
});

export const driver = new Driver({ modules: [Accepted], checkSchemas: true });
export const fields: Readonly<Record<string, string>> | undefined = driver.nodes({ tags: { [dataQualityTags.isResult]: 'true' } })[0]
  ?.schema?.fields;
export const failures = (error: DataQualityError): readonly ValidationResult[] => error.failures;

class Refused {
  // @ts-expect-error a number is no dependency
  @parameterize({ out: { x: 1 } }) @node() literal(): number {
    return 1;
  }
  // @ts-expect-error a name is no dependency
  @parameterize({ out: { x: 'a' } }) @node() bareName(): number {
    return 1;
  }
  // @ts-expect-error a description is a text
  @parameterize({ out: [{ x: value(1) }, 3] }) @node() description(): number {
    return 1;
  }
  // @ts-expect-error only names
  @parameterizeSources({ out: { x: source('a') } }) @node() sources(): number {
    return 1;
  }
  // @ts-expect-error the name of the dependency is missing
  @parameterizeValues({ out: 1 }) @node() values(): number {
    return 1;
  }
  // @ts-expect-error no such field
  @extractFields<Analysis>('revenu') @node() misspelt(): Analysis {
    return { revenue: 1, returns: 0 };
  }
  // @ts-expect-error no such field
  @extractFields<Analysis>({ revenu: anySchema }) @node() misspeltWithSchema(): Analysis {
    return { revenue: 1, returns: 0 };
  }
  // @ts-expect-error a type is no schema
  @extractFields({ revenue: Number }) @node() noSchema(): Analysis {
    return { revenue: 1, returns: 0 };
  }
  // @ts-expect-error no such option
  @extractFields('revenue', { fill: 0 }) @node() option(): Analysis {
    return { revenue: 1, returns: 0 };
  }
  // @ts-expect-error a number is no name
  @unpackFields(1) @node() unpacked(): number[] {
    return [];
  }
  // @ts-expect-error a tag is a string or a list of strings
  @tag({ owner: 3 }) @node() tagged(): number {
    return 1;
  }
  // @ts-expect-error no such option
  @tag({ owner: 'a' }, { on: 'x' }) @node() target(): number {
    return 1;
  }
  // @ts-expect-error a type is no schema
  @schema(Number) @node() schemaless(): number {
    return 1;
  }
  // @ts-expect-error no such check
  @checkOutput({ rnge: [0, 1] }) @node() check(): number {
    return 1;
  }
  // @ts-expect-error two bounds
  @checkOutput({ range: [0] }) @node() bound(): number {
    return 1;
  }
  // @ts-expect-error no such type
  @checkOutput({ type: 'int' }) @node() type(): number {
    return 1;
  }
  // @ts-expect-error no such importance
  @checkOutput({ range: [0, 1], importance: 'high' }) @node() importance(): number {
    return 1;
  }
  // @ts-expect-error a function is no validator
  @checkOutputCustom((n: number) => n > 0) @node() validator(): number {
    return 1;
  }
  // @ts-expect-error only on methods
  @tag({ owner: 'a' }) declare field: number;
}

export { Refused };

// @ts-expect-error a validator judges
defineValidator({ name: 'none' });
// @ts-expect-error and says whether it passes
defineValidator({ name: 'none', validate: (n: number) => ({ message: String(n) }) });
