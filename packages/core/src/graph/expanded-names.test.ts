import { node, source } from '@millrace/core';
import type { Fault } from '../errors/fault';
import { GraphValidationError } from '../errors/graph-validation-error';
import type { Modifier } from '../metadata/modifier';
import { recordModifier } from '../metadata/record';
import { buildGraph } from './build-graph';

/** Gives one node for each name, as expanding modifiers do. */
const expandTo = (...names: string[]): Modifier => ({
  name: 'expand',
  phase: 'expansion',
  arguments: names,
  apply: (definitions) => definitions.flatMap((definition) => names.map((name) => ({ ...definition, name }))),
});

class Flow {
  @node() rate(): number {
    return 1;
  }
  @node(source<number>('low'), source<number>('high')) spread(low: number, high: number): number {
    return high - low;
  }
}
recordModifier({ target: Flow.prototype, key: 'rate' }, expandTo('low', 'high'));

class Wrong extends Flow {
  @node('rate') doubled(rate: number): number {
    return rate * 2;
  }
}

function faultsOf(...modules: object[]): readonly Fault[] {
  try {
    buildGraph({ modules, config: {}, allowOverrides: false });
  } catch (error) {
    if (error instanceof GraphValidationError) return error.faults;
  }
  return [];
}

it('links to the nodes that a modifier makes', () => {
  const graph = buildGraph({ modules: [Flow], config: {}, allowOverrides: false });

  expect([...graph.nodes.keys()]).toEqual(['low', 'high', 'spread']);
  expect(graph.get('low')).toMatchObject({ method: { key: 'rate' }, place: 'Flow.rate' });
});

it('UNKNOWN_DEPENDENCY: the name of a method all of whose nodes have other names', () => {
  expect(faultsOf(Wrong)).toMatchObject([
    {
      code: 'UNKNOWN_DEPENDENCY',
      at: 'Wrong.doubled',
      message: expect.stringMatching(/gives the nodes "low" and "high".*source\('low'\)/) as string,
    },
  ]);
});
