import type { StandardSchemaV1 } from '@standard-schema/spec';
import { invalidOutput } from '../errors/output-errors';
import { describeIssue } from '../errors/schema-issues';
import type { Graph } from '../graph/graph';
import type { LifecycleHook } from '../runtime/hooks/lifecycle-hook';
import { judged } from '../types/standard-schema';
import { isThenable } from '../types/thenable';

/** Options of {@link typeCheck}. */
export interface TypeCheckOptions {
  /** Schemas by the names of nodes and inputs, beside those that `@schema` and `@input` give. */
  readonly schemas?: Readonly<Record<string, StandardSchemaV1>>;
}

/**
 * Checks what nodes give against their `@schema`, and values of inputs and nodes against the schemas that are given here. A node whose output does not fit fails,
 * with an error `INVALID_OUTPUT`; an input that does not fit keeps the run from starting. Values are not changed. Take one for each driver.
 *
 * @example
 * const driver = new Driver({ modules: [Market], hooks: [typeCheck({ schemas: { symbols: z.array(z.string()) } })] });
 */
export function typeCheck({ schemas = {} }: TypeCheckOptions = {}): LifecycleHook {
  let graph: Graph | undefined;
  const given = new Map(Object.entries(schemas));
  return {
    name: 'typeCheck',
    afterGraph: (made) => void (graph = made),
    validateNode: ({ name, roles }) =>
      given.has(name) && roles.includes('parallelizable') ? `typeCheck has a schema for "${name}", which gives many values` : undefined,
    validateInput({ name, value }) {
      const schema = given.get(name);
      if (schema === undefined) return undefined;
      return judged(schema, value, ({ issues = [] }) => (issues.length === 0 ? undefined : issues.map(describeIssue).join('; ')));
    },
    aroundNode({ name, info }, next) {
      const schema = given.get(name) ?? (info.roles.includes('parallelizable') ? undefined : graph?.get(name)?.schema);
      const value = next();
      if (schema === undefined) return value;
      const check = (output: unknown): unknown =>
        judged(schema, output, ({ issues }) => {
          if (issues !== undefined) throw invalidOutput(`output of "${name}"`, issues);
          return output;
        });
      return isThenable(value) ? Promise.resolve(value).then(check) : check(value);
    },
  };
}
