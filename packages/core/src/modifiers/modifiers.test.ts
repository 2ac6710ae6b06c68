import {
  config,
  fold,
  group,
  inject,
  keys,
  node,
  optional,
  plain,
  reducers,
  resolve,
  ResolveAt,
  resolveFromConfig,
  settings,
  settled,
  source,
  value,
} from '../index';
import { isDependencyForm, type DependencyForm } from '../dependencies/dependency-form';
import { toForm } from '../dependencies/to-form';
import type { MillraceErrorCode } from '../errors/error-codes';
import type { DelayedModifier, Modifier, ModifierContext } from '../metadata/modifier';
import type { NodeDefinition } from '../metadata/node-definition';
import { recordedModifiers } from './recorded-modifiers';

type Decorator = Parameters<typeof recordedModifiers>[0];

interface Refusal {
  readonly code: MillraceErrorCode;
  readonly message: string;
  readonly cause: unknown;
}

function contextOf(config: Readonly<Record<string, unknown>>): ModifierContext & { readonly refusals: Refusal[] } {
  const refusals: Refusal[] = [];
  return { config, at: 'Report.table @x', refusals, refuse: (code, message, cause) => refusals.push({ code, message, cause }) };
}

function definitionOf(...dependencies: unknown[]): NodeDefinition {
  const parameters = dependencies.map((dependency) => ({ kind: 'dependency' as const, dependency: toForm(dependency) }));
  return { name: 'table', roles: ['node'], parameters, options: {}, tags: {}, description: '', module: class {}, method: 'table' };
}

function apply(
  decorator: unknown,
  definition: NodeDefinition,
  config: Readonly<Record<string, unknown>> = {},
): { readonly definitions: readonly NodeDefinition[]; readonly refusals: Refusal[] } {
  const context = contextOf(config);
  const { modifiers } = recordedModifiers(decorator as Decorator);
  const definitions = (modifiers as readonly Modifier[]).reduce<readonly NodeDefinition[]>(
    (all, modifier) => modifier.apply(all, context),
    [definition],
  );
  return { definitions, refusals: context.refusals };
}

describe('@config', () => {
  const isPresent = (decorator: unknown, config: Readonly<Record<string, unknown>>) =>
    apply(decorator, definitionOf(), config).definitions.length === 1;

  it.each([
    ['when', config.when({ k: 1 }), { k: 1 }, true],
    ['when', config.when({ k: 1 }), { k: 2 }, false],
    ['when', config.when({ k: 1 }), {}, false],
    ['when', config.when({ k: undefined }), {}, true],
    ['when', config.when({ k: NaN }), { k: NaN }, true],
    ['when', config.when({ k: 1, l: 2 }), { k: 1 }, false],
    ['when', config.when({}), {}, true],
    ['whenNot', config.whenNot({ k: 1 }), { k: 2 }, true],
    ['whenNot', config.whenNot({ k: 1 }), {}, true],
    ['whenNot', config.whenNot({ k: 1, l: 2 }), { k: 0, l: 2 }, false],
    ['whenIn', config.whenIn({ k: [1, 2] }), { k: 2 }, true],
    ['whenIn', config.whenIn({ k: [1, 2] }), { k: 3 }, false],
    ['whenIn', config.whenIn({ k: [1, undefined] }), {}, true],
    ['whenNotIn', config.whenNotIn({ k: [1, 2] }), { k: 2 }, false],
    ['whenNotIn', config.whenNotIn({ k: [1, 2] }), {}, true],
    ['config', config(({ k }) => k === 1), { k: 1 }, true],
    ['config', config(({ k }) => k === 1), {}, false],
  ])('%s (case %#)', (_title, decorator, given, expected) => {
    expect(isPresent(decorator, given)).toBe(expected);
  });

  it('a key of the prototype is absent', () => {
    expect(isPresent(config.when({ toString: undefined }), {})).toBe(true);
  });

  it.each([
    ['throws', config(() => { throw new Error('no such region'); }), 'no such region'], // prettier-ignore
    ['gives a promise', config((async () => true) as never), 'it gave a promise'],
    ['is no function', config(3 as never), 'is not a function'],
    ['compares with no list', config.whenIn({ k: 'eu' } as never), 'the values to compare with must be a list'],
    ['has nothing to compare with', config.when(undefined as never), 'a record of values by config key'],
  ])('a predicate that %s is a fault', (_title, decorator, text) => {
    const { definitions, refusals } = apply(decorator, definitionOf());

    expect(definitions).toHaveLength(1);
    expect(refusals).toMatchObject([{ code: 'CONFIG_PREDICATE_FAILED' }]);
    expect(refusals[0]?.message).toMatch(/^Report\.table @x /);
    expect(refusals[0]?.message).toContain(text);
    expect(refusals[0]?.cause).toBeInstanceOf(Error);
  });
});

/** Without the names that bound dependencies were declared as. */
function withoutNames(form: DependencyForm): DependencyForm {
  const { declaredAs: _, ...bare } = form;
  if (!('of' in bare)) return bare;
  // The same form, with other members.
  return { ...bare, of: mapValues(bare.of) } as DependencyForm;
}

function mapValues(of: unknown): unknown {
  if (isDependencyForm(of)) return withoutNames(of);
  if (Array.isArray(of)) return of.map(mapValues);
  return Object.fromEntries(Object.entries(of as object).map(([key, member]) => [key, mapValues(member)]));
}

describe('@inject on a method', () => {
  const rebound = (dependency: unknown, bindings: Parameters<typeof inject>[0]): DependencyForm | undefined => {
    const { definitions, refusals } = apply(inject(bindings as never), definitionOf(dependency));
    expect(refusals).toEqual([]);
    const [parameter] = definitions[0]?.parameters ?? [];
    return parameter?.kind === 'dependency' ? withoutNames(parameter.dependency) : undefined;
  };
  const sum = reducers.sum();

  it.each([
    ['a bare name', 'x', source('y')],
    ['a source', source('x'), source('y')],
    ['optional', optional('x', 3), optional(source('y'), 3)],
    ['a group', group('x', 'z'), group(source('y'), 'z')],
    ['a record', group({ a: 'x', b: group(source('x')) }), group({ a: source('y'), b: group(source('y')) })],
    ['plain', plain('x'), plain(source('y'))],
    ['settled', settled('x'), settled(source('y'))],
    ['fold', fold(group('x', settled('x')), sum as never), fold(group(source('y'), settled(source('y'))), sum as never)],
    ['keys beside it', group('x', keys('x') as never), group(source('y'), keys('y') as never)],
  ])('rebinds a name in %s', (_title, dependency, expected) => {
    expect(rebound(dependency, { x: source('y') })).toEqual(expected);
  });

  it('binds to anything that is a dependency', () => {
    expect(rebound('x', { x: value(3) })).toEqual(value(3));
    expect(rebound('x', { x: group('x', 'y') })).toEqual(group('x', 'y'));
  });

  it('swaps names without confusing them', () => {
    expect(rebound(group('x', 'y'), { x: source('y'), y: source('x') })).toEqual(group(source('y'), source('x')));
  });

  it('leaves the definition that it was given as it is', () => {
    const definition = definitionOf('x');

    apply(inject({ x: value(3) }), definition);

    expect(definition).toEqual({ ...definitionOf('x'), module: definition.module });
  });

  it('refuses a name that is not declared, with the nearest ones', () => {
    const { definitions, refusals } = apply(inject({ totl: source('y') }), definitionOf('total', source('rate')));

    expect(refusals).toMatchObject([{ code: 'UNKNOWN_INJECTION' }]);
    expect(refusals[0]?.message).toContain(
      'Report.table @x rebinds "totl", which is no dependency that the method declares. Did you mean "total"?',
    );
    expect(refusals[0]?.message).toContain('declared are "total" and "rate"');
    expect(definitions[0]?.parameters).toEqual(definitionOf('total', source('rate')).parameters);
  });

  it.each([
    ['a string', 'other', 'Write source("other") for the node'],
    ['undefined', undefined, 'Wrap it'],
    ['an object', { a: 1 }, 'binds "x" to a plain object'],
  ])('refuses %s as a binding', (_title, binding, text) => {
    const { refusals } = apply(inject({ x: binding } as never), definitionOf('x'));

    expect(refusals).toMatchObject([{ code: 'INVALID_DEPENDENCY' }]);
    expect(refusals[0]?.message).toContain(text);
  });

  it('reports every fault and rebinds nothing where there is one', () => {
    const { definitions, refusals } = apply(inject({ x: value(1), nope: source('y'), y: 'z' } as never), definitionOf('x', 'y'));

    expect(refusals.map(({ code }) => code)).toEqual(['UNKNOWN_INJECTION', 'INVALID_DEPENDENCY']);
    expect(definitions[0]?.parameters).toEqual(definitionOf('x', 'y').parameters);
  });

  it.each([[source('x')], [undefined], [[source('x')]]])('refuses what is no record (case %#)', (given) => {
    const { refusals } = apply(inject(given as never), definitionOf('x'));

    expect(refusals).toMatchObject([{ code: 'INVALID_DEPENDENCY' }]);
  });
});

describe('@resolve', () => {
  const power = { [settings.ENABLE_POWER_USER_MODE]: true };
  const resolved = (decorator: unknown, given: Readonly<Record<string, unknown>>) => {
    const context = contextOf(given);
    const [delayed] = recordedModifiers(decorator as Decorator).modifiers;
    const modifiers = (delayed as DelayedModifier).resolve(context);
    return { modifiers, refusals: context.refusals };
  };
  const byNames = resolve({
    when: ResolveAt.CONFIG_AVAILABLE,
    decorateWith: ({ names }: { names: string[] }) => inject({ values: group(...names.map((name) => source(name))) }),
  });

  it('gives the modifiers of the decorator for this config', () => {
    const { modifiers, refusals } = resolved(byNames, { ...power, names: ['a', 'b'] });

    expect(refusals).toEqual([]);
    expect(modifiers).toMatchObject([{ name: 'inject', phase: 'injection', arguments: [{ values: group(source('a'), source('b')) }] }]);
  });

  it('is resolved anew for every config', () => {
    expect(resolved(byNames, { ...power, names: ['a'] }).modifiers).toMatchObject([{ arguments: [{ values: group(source('a')) }] }]);
    expect(resolved(byNames, { ...power, names: [] }).modifiers).toMatchObject([{ arguments: [{ values: group() }] }]);
  });

  it.each([{}, { [settings.ENABLE_POWER_USER_MODE]: false }, { [settings.ENABLE_POWER_USER_MODE]: 'yes' }])(
    'is refused without the power-user mode, with the line to add (case %#)',
    (given) => {
      const { modifiers, refusals } = resolved(byNames, { ...given, names: ['a'] });

      expect(modifiers).toEqual([]);
      expect(refusals).toMatchObject([{ code: 'POWER_USER_MODE' }]);
      expect(refusals[0]?.message).toContain('\nconfig: { [settings.ENABLE_POWER_USER_MODE]: true }\n');
    },
  );

  it('names the absent keys when the function throws, with what it threw as cause', () => {
    const { refusals } = resolved(byNames, power);

    expect(refusals).toMatchObject([{ code: 'MISSING_CONFIG' }]);
    expect(refusals[0]?.message).toContain('Report.table @x needs config that is absent: "names"');
    expect(refusals[0]?.message).toContain('config: { names: … }');
    expect(refusals[0]?.cause).toBeInstanceOf(TypeError);
  });

  it.each([
    ['gives no decorator', resolveFromConfig((({ a }: { a?: string }) => (a === undefined ? undefined : inject({}))) as never)],
    ['names nothing in a source', resolveFromConfig(({ a }: { a: string }) => inject({ x: source(a) }))],
    [
      'names nothing deep in a group',
      resolveFromConfig(({ a }: { a: string }) => inject({ x: group({ g: optional(group(source('b'), source(a))) }) })),
    ],
    ['names nothing in keys', resolveFromConfig(({ a }: { a: string }) => inject({ x: keys(a) }))],
    ['binds nothing', resolveFromConfig(({ a }: { a: never }) => inject({ x: a }))],
  ])('names the absent keys when the function %s', (_title, decorator) => {
    const { modifiers, refusals } = resolved(decorator, { ...power, a: undefined });

    expect(modifiers).toEqual([]);
    expect(refusals).toMatchObject([{ code: 'MISSING_CONFIG' }]);
    expect(refusals[0]?.message).toContain('"a"');
  });

  it('reads absent keys as undefined, so that defaults work', () => {
    const { modifiers, refusals } = resolved(
      resolveFromConfig(({ a = 'd', ...rest }: { a?: string }) => inject({ x: group(source(a), value(Object.keys(rest))) })),
      power,
    );

    expect(refusals).toEqual([]);
    expect(modifiers).toMatchObject([{ arguments: [{ x: group(source('d'), value([settings.ENABLE_POWER_USER_MODE])) }] }]);
  });

  it('accepts undefined as a value and in a comparison with the config', () => {
    const { refusals } = resolved(
      resolveFromConfig(({ a }: { a?: string }) => inject({ x: value(a) })),
      power,
    );
    const compared = resolved(
      resolveFromConfig(({ a }: { a?: string }) => config.when({ mode: a })),
      power,
    );

    expect([...refusals, ...compared.refusals]).toEqual([]);
  });

  it.each([
    ['throws', resolveFromConfig(() => { throw new RangeError('bad'); }), 'threw RangeError: bad'], // prettier-ignore
    ['throws what is no error', resolveFromConfig(() => { throw 'text'; }), 'threw text'], // prettier-ignore
    ['gives null', resolveFromConfig((() => null) as never), 'gave null and no decorator'],
    ['gives a promise', resolveFromConfig((async () => inject({})) as never), 'gave a value of type object and no decorator'],
    ['gives a role', resolveFromConfig((() => node()) as never), 'gave a decorator that is no modifier'],
    ['gives another decorator', resolveFromConfig(() => () => {}), 'gave a function that is no decorator of this package'],
  ])('fails when the function %s, though no key is absent', (_title, decorator, text) => {
    const { modifiers, refusals } = resolved(decorator, power);

    expect(modifiers).toEqual([]);
    expect(refusals).toMatchObject([{ code: 'RESOLVE_FAILED' }]);
    expect(refusals[0]?.message).toContain(text);
  });

  it.each([{ when: 'later', decorateWith: () => inject({}) }, { when: ResolveAt.CONFIG_AVAILABLE }, undefined])(
    'refuses other options (case %#)',
    (options) => {
      expect(resolved(resolve(options as never), power).refusals).toMatchObject([{ code: 'INVALID_OPTION' }]);
    },
  );

  it('may give a decorator that is itself resolved', () => {
    const { modifiers } = resolved(
      resolveFromConfig(() => resolveFromConfig(() => inject({}))),
      power,
    );

    expect(modifiers).toMatchObject([{ name: 'resolveFromConfig', phase: 'delayed' }]);
  });
});
