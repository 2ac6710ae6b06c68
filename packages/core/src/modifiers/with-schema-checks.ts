import type { StandardSchemaV1 } from '@standard-schema/spec';
import { invalidOutput } from '../errors/output-errors';
import type { NodeDefinition } from '../metadata/node-definition';
import { judged } from '../types/standard-schema';
import { freeName } from './free-name';
import { parameterOf } from './reference';
import { transformOutput } from './transform-output';

/** Makes nodes with a `@schema` fail where what they give does not fit it. The value stays as it is: an option of the driver changes no results. */
export function withSchemaChecks(definitions: readonly NodeDefinition[]): readonly NodeDefinition[] {
  const taken = new Set(definitions.map(({ name }) => name));
  return definitions.flatMap((definition) => {
    const { name, schema } = definition;
    if (schema === undefined) return [definition];
    const raw = freeName(`${name}_raw`, taken);
    taken.add(raw);
    const call = { run: (value: unknown) => fitting(schema, value, name), name: 'schema' };
    const { generated } = definition;
    return transformOutput(definition, { raw, between: [], final: { parameters: [parameterOf(raw)], call } }).map((node) =>
      // What leads to others goes on doing so.
      node.name === name && generated !== undefined ? { ...node, generated } : node,
    );
  });
}

function fitting(schema: StandardSchemaV1, value: unknown, node: string): unknown {
  return judged(schema, value, ({ issues }) => {
    if (issues !== undefined) throw invalidOutput(`output of "${node}"`, issues);
    return value;
  });
}
