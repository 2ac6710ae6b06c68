import {
  collect,
  config,
  defineModifier,
  Driver,
  each,
  isIntermediate,
  node,
  output,
  parallelizable,
  parameterFrom,
  resolveFromConfig,
  settings,
  source,
  tag,
  transformOutput,
  type Collect,
  type NodeDefinition,
  type Parallelizable,
} from '@millrace/core';
import { readClass } from '../../src/metadata/read-class';
import { graphFault } from '../fixtures/build';

const onWeekdays = defineModifier({
  name: 'onWeekdays',
  phase: 'presence',
  apply: (definitions, context) => (context.config['day'] === 'sunday' ? [] : definitions),
});

const constantly = defineModifier({
  name: 'constantly',
  phase: 'generation',
  apply: (definitions, _context, literal: number) =>
    definitions.map((definition) => ({ ...definition, parameters: [], call: { run: () => literal, name: 'constant' } })),
});

const allFrom = defineModifier({
  name: 'allFrom',
  phase: 'injection',
  apply: (definitions, _context, name: string) =>
    definitions.map((definition) => ({ ...definition, parameters: definition.parameters.map(() => parameterFrom(source(name))) })),
});

const copies = defineModifier({
  name: 'copies',
  phase: 'expansion',
  apply: (definitions, _context, ...names: string[]) => definitions.flatMap((definition) => names.map((name) => ({ ...definition, name }))),
});

const rounded = defineModifier({
  name: 'rounded',
  phase: 'transformation',
  apply: (definitions) =>
    definitions.flatMap((definition) => {
      if (isIntermediate(definition)) return [definition];
      const raw = `${definition.name}.exact`;
      const final = { parameters: [parameterFrom(source(raw))], call: { run: (n: number) => Math.round(n), name: 'round' } };
      return transformOutput(definition, { raw, between: [], final });
    }),
});

const owner = defineModifier({
  name: 'owner',
  phase: 'decoration',
  apply: (definitions, _context, team: string) =>
    definitions.map((definition) => ({ ...definition, tags: { ...definition.tags, owner: team } })),
});

describe('defineModifier', () => {
  it('makes a modifier of the presence phase', async () => {
    class Flow {
      @onWeekdays() @node() n__weekday(): number {
        return 1;
      }
      @config.when({ day: 'sunday' }) @node() n__sunday(): number {
        return 2;
      }
    }
    const execute = (day: string) => new Driver({ modules: [Flow], config: { day } }).execute([output<{ n: number }>('n')]);

    await expect(execute('monday')).resolves.toEqual({ n: 1 });
    await expect(execute('sunday')).resolves.toEqual({ n: 2 });
  });

  it('makes one of the generation and one of the injection phase', async () => {
    class Flow {
      @constantly(7) @node(source<number>('absent')) n(absent: number): number {
        return absent;
      }
      @allFrom('n') @node(source<number>('a'), source<number>('b')) sum(a: number, b: number): number {
        return a + b;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['n', 'sum'])).resolves.toEqual({ n: 7, sum: 14 });
  });

  it('makes one of the expansion, one of the transformation and one of the decoration phase, whatever their order in the text', async () => {
    class Flow {
      @copies('a', 'b')
      @rounded()
      @owner('growth')
      @node()
      n(): number {
        return 1.6;
      }
    }
    const driver = new Driver({ modules: [Flow] });

    await expect(driver.execute([output<{ a: number }>('a'), output<{ 'b.exact': number }>('b.exact')])).resolves.toEqual({
      a: 2,
      'b.exact': 1.6,
    });
    expect(driver.nodes({ tags: { owner: 'growth' } }).map(({ name }) => name)).toEqual(['a.exact', 'b.exact', 'a', 'b']);
  });

  it('goes with ours, on every role, and can be what @resolve gives', async () => {
    class Flow {
      @tag({ kind: 'items' }) @rounded() @parallelizable() item(): Parallelizable<number> {
        return [0.6, 1.6];
      }
      @resolveFromConfig(({ by }: { by: number }) => (by > 1 ? constantly(by) : rounded()))
      @collect('item')
      sum(ns: Collect<number>): number {
        return ns.reduce((a, b) => a + b, 0) / 2;
      }
    }
    const driver = new Driver({ modules: [Flow], config: { by: 1, [settings.ENABLE_POWER_USER_MODE]: true } });

    await expect(driver.execute(['sum', each('item')])).resolves.toEqual({ sum: 2, item: [1, 2] });
    expect(driver.nodes({ tags: { kind: 'items' } }).map(({ name }) => name)).toEqual(['item']);
  });

  it('sees the config of the subdag or the driver, and never changes the class', () => {
    class Flow {
      @owner('growth') @node() n(): number {
        return 1;
      }
    }
    const before = readClass(Flow).members;

    new Driver({ modules: [Flow] });

    expect(readClass(Flow).members).toEqual(before);
  });

  const cause = new Error('no');
  const giving = (gave: (definition: NodeDefinition) => unknown) => (definitions: readonly NodeDefinition[]) =>
    definitions.map(gave) as NodeDefinition[];

  it.each<[string, () => ReturnType<typeof owner>, string]>([
    [
      'refuses',
      () => defineModifier({ name: 'own', phase: 'decoration', apply: (all, { at, refuse }) => (refuse(`${at}: no`), all) })(),
      'Flow.n @own: no',
    ],
    [
      'throws',
      () =>
        defineModifier({
          name: 'own',
          phase: 'decoration',
          apply: () => {
            throw cause;
          },
        })(),
      'threw Error: no',
    ],
    [
      'gives no list',
      () => defineModifier({ name: 'own', phase: 'decoration', apply: () => undefined as never })(),
      'gave undefined in place of a list',
    ],
    ['gives no definition', () => defineModifier({ name: 'own', phase: 'decoration', apply: giving(() => 3) })(), 'that is 3'],
    [
      'gives no name',
      () => defineModifier({ name: 'own', phase: 'decoration', apply: giving((each) => ({ ...each, name: 3 })) })(),
      'whose name is 3',
    ],
    [
      'gives no parameters',
      () => defineModifier({ name: 'own', phase: 'decoration', apply: giving((each) => ({ ...each, parameters: 3 })) })(),
      'without a list of parameters',
    ],
    [
      'gives no role',
      () => defineModifier({ name: 'own', phase: 'decoration', apply: giving((each) => ({ ...each, roles: [] })) })(),
      'without roles',
    ],
    [
      'gives no tags',
      () => defineModifier({ name: 'own', phase: 'decoration', apply: giving((each) => ({ ...each, tags: null })) })(),
      'without options or tags',
    ],
    [
      'gives no method',
      () => defineModifier({ name: 'own', phase: 'decoration', apply: giving((each) => ({ ...each, module: 3 })) })(),
      'of no method',
    ],
    [
      'gives a call that is none',
      () => defineModifier({ name: 'own', phase: 'decoration', apply: giving((each) => ({ ...each, call: 3 })) })(),
      'no { run, name }',
    ],
    [
      'has no phase',
      () => defineModifier({ name: 'own', phase: 'later' as never, apply: (all) => all })(),
      'has the string "later" for its phase',
    ],
  ])('is a fault where it %s', (_what, decorate, text) => {
    class Flow {
      @decorate() @node() n(): number {
        return 1;
      }
    }

    expect(graphFault([Flow])).toEqual({ code: 'INVALID_MODIFIER', at: 'Flow.n @own', message: expect.stringContaining(text) });
  });

  it('refuses a name that no node may have', () => {
    class Flow {
      @copies('then') @node() n(): number {
        return 1;
      }
    }

    expect(graphFault([Flow])).toMatchObject({ code: 'RESERVED_NAME', at: 'Flow.n @copies' });
  });
});
