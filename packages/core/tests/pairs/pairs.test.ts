import { Driver, each, GraphValidationError, mutate, output, settings } from '@millrace/core';
import { exclusiveModifiers } from '../../src/modifiers/exclusive-modifiers';
import { phases, plainNode, valuesOf, type ModelNode } from './model';
import { roles, type RoleUnderTest } from './roles';
import { stacked, type Stacked } from './stacked';
import type { Value } from './value';

/** Two modifiers on one method, the outer one first. */
type Pair = readonly [outer: Stacked, inner: Stacked];

/** What is refused besides the pairs that are exclusive, with the codes. */
const refused: Readonly<Record<string, string>> = {
  // Each gives the same names twice.
  'extractFields over extractFields': 'DUPLICATE_NODE',
  'unpackFields over unpackFields': 'DUPLICATE_NODE',
  // Both are for the same node.
  'schema over schema': 'EXCLUSIVE_MODIFIERS',
};

const takes = (pair: Pair): boolean => pair.some((modifier) => modifier.takes === true);

function driverOf(role: RoleUnderTest, pair: Pair, k: number): Driver {
  const name = modelOf(pair).find(({ isWhole }) => !isWhole)?.name ?? '';
  const modifiers = pair.flatMap(({ decorate }) => decorate?.(role.method(takes(pair), 1000), name) ?? []);
  const Defined = role.define(role.method(takes(pair), 0), modifiers);
  const [first, second] = pair.flatMap(({ mutates }) => mutates ?? []);
  const modules: readonly object[] = [first === undefined ? Defined : mutated(Defined, first, second)];
  return new Driver({ modules, config: { k, [settings.ENABLE_POWER_USER_MODE]: true } });
}

function mutated(Defined: new () => object, ...steps: readonly (((value: Value) => Value) | undefined)[]): object {
  const Mutated = class extends Defined {};
  steps.forEach((step, index) => {
    if (step === undefined) return;
    const descriptor = { value: (value: Value) => step(value), configurable: true };
    Object.defineProperty(Mutated.prototype, `step${index}`, descriptor);
    mutate('target')(Mutated.prototype, `step${index}`, descriptor);
  });
  return Mutated;
}

/** What the method gives by the rules: phase by phase, the inner one first. */
function modelOf([outer, inner]: Pair): readonly ModelNode[] {
  let nodes: readonly ModelNode[] = [plainNode];
  for (const phase of phases) for (const modifier of [inner, outer]) if (modifier.phase === phase) nodes = modifier.effect(nodes);
  return nodes;
}

/** What can be seen of the nodes of a stack: values, tags, schemas, and how many validators there are. */
function expected(role: RoleUnderTest, pair: Pair): object {
  const nodes = modelOf(pair);
  const made = role.made(takes(pair));
  return {
    nodes: nodes.map((node) => {
      const values = valuesOf(node, made);
      return { name: node.name, value: plainOf(role.isFanOut ? values : values[0]), tags: node.tags, hasSchema: node.hasSchema };
    }),
    validators: nodes.reduce((total, node) => total + node.validators, 0),
  };
}

async function observed(driver: Driver, role: RoleUnderTest, pair: Pair): Promise<object> {
  const names = modelOf(pair).map(({ name }) => name);
  const outputs: Record<string, unknown> = await driver.execute(names.map((name) => (role.isFanOut ? each(name) : output(name as never))));
  const infos = new Map(driver.nodes().map((info) => [info.name, info]));
  return {
    nodes: names.map((name) => {
      const info = infos.get(name);
      return { name, value: plainOf(outputs[name]), tags: info?.tags, hasSchema: info?.schema !== undefined };
    }),
    validators: driver.nodes().filter(({ generated }) => generated === 'validator').length,
  };
}

/** Tuples with fields as plain tuples. */
function plainOf(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function codesOf(build: () => unknown): string | undefined {
  try {
    build();
    return undefined;
  } catch (error) {
    if (!(error instanceof GraphValidationError)) throw error;
    return [...new Set(error.faults.map(({ code }) => code))].join();
  }
}

function refusalBy([outer, inner]: Pair): string | undefined {
  const isExclusive = exclusiveModifiers.some(
    (pair) => pair.includes(outer.name) && pair.includes(inner.name) && (outer !== inner || pair[0] === pair[1]),
  );
  return isExclusive ? 'EXCLUSIVE_MODIFIERS' : refused[`${outer.name} over ${inner.name}`];
}

describe.each(roles.map((role) => [role.name, role] as const))('two modifiers on a %s', (_, role) => {
  it.each(stacked.map((outer) => [outer.name, outer] as const))(
    'F9: %s over each one does what the phases say, or is refused',
    async (_name, outer) => {
      const results = [];
      const rules = [];
      for (const inner of stacked) {
        const pair: Pair = [outer, inner];
        const codes = codesOf(() => driverOf(role, pair, 1));
        results.push([inner.name, codes ?? (await observed(driverOf(role, pair, 1), role, pair))]);
        rules.push([inner.name, refusalBy(pair) ?? expected(role, pair)]);
      }

      expect(results).toEqual(rules);
    },
  );

  it.each(stacked.filter(({ phase }) => phase === 'presence').map((outer) => [outer.name, outer] as const))(
    '%s that does not hold leaves nothing of what the other one gives',
    (_name, outer) => {
      for (const inner of stacked) {
        if (refusalBy([outer, inner]) !== undefined) continue;
        const names = driverOf(role, [outer, inner], 2)
          .nodes()
          .map(({ name }) => name);

        expect([inner.name, names.filter((name) => modelOf([outer, inner]).some((node) => node.name === name))]).toEqual([inner.name, []]);
      }
    },
  );
});
