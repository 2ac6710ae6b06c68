import { canonical } from './digest';
import { falsyValues, type DepSpec, type GraphSpec, type NodeSpec, type Scenario } from './graph-spec';
import { placementOf, placements } from './scopes';

/** A scenario as the source of a class and a request, for a maintainer to read; the last line can stand in a test as it is. */
export function renderScenario({ graph, request }: Scenario): string {
  const placed = placements(graph);
  const members = [
    ...graph.inputs.map(({ name }) => `  @input() declare readonly ${name}: unknown;`),
    ...graph.nodes.map((node) => renderNode(node, placementOf(placed, node.name).scope)),
  ];
  const outputs = request.outputs.map((name) => (placementOf(placed, name).lives.length === 0 ? `'${name}'` : `each('${name}')`));
  return [
    'class Generated {',
    members.join('\n'),
    '}',
    `const driver = new Driver({ modules: [Generated] });`,
    `await driver.execute([${outputs.join(', ')}], { inputs: ${renderInputs(graph)}${request.overrides.length === 0 ? '' : `, overrides: ${JSON.stringify(request.overrides)}`} });`,
    '',
    `expect(await disagreements(${JSON.stringify({ graph, request })})).toEqual([]);`,
  ].join('\n');
}

function renderNode(node: NodeSpec, scope: readonly string[]): string {
  const deps = node.deps.map(renderDep);
  const over = node.over === undefined ? [] : [`{ over: '${node.over}' }`];
  const decorators: string[] = [];
  if (node.role === 'node') decorators.push(`@node(${deps.join(', ')})`);
  if (node.role === 'collect' || node.role === 'both') decorators.push(`@collect(${[...deps, ...over].join(', ')})`);
  if (node.role === 'parallelizable') decorators.push(`@parallelizable(${[...deps, renderFanOut(node)].join(', ')})`);
  if (node.role === 'both') decorators.push(`@parallelizable(${renderFanOut(node)})`);
  const parameters = node.deps.map((_, index) => `a${index}: any`).join(', ');
  return `  // in [${scope.join(', ')}]\n  ${decorators.join(' ')}\n  ${node.delay > 0 ? 'async ' : ''}${node.name}(${parameters}) { ${renderBody(node)} }`;
}

function renderBody({ name, body, fanOut, deps }: NodeSpec): string {
  const args = deps.map((_, index) => `a${index}`).join(', ');
  if (fanOut !== undefined) {
    const { source, size, vary, items, breaks } = fanOut;
    return `/* ${source} of ${size}${vary > 0 ? ` to ${size + vary}` : ''} items (${items})${breaks === undefined ? '' : `, which throws after ${breaks.after} for some arguments`} */`;
  }
  const { failWhen, dropWhen, throws, result } = body;
  const fails = failWhen === undefined ? '' : `if (hash(${args}) % ${failWhen.modulus} === ${failWhen.rest}) throw ${throws ?? 'error'}; `;
  const drops = dropWhen === undefined ? '' : `if (hash(${args}) % ${dropWhen.modulus} === ${dropWhen.rest}) return drop; `;
  return `${fails}${drops}return ${result === 'first' ? 'a0' : result === 'falsy' ? 'something falsy' : `digest('${name}', ${args})`};`;
}

function renderFanOut({ fanOut }: NodeSpec): string {
  if (fanOut === undefined) return '{}';
  const { concurrency, ordered, onItemError, window, keyed } = fanOut;
  const options = {
    concurrency,
    ...(ordered ? {} : { ordered }),
    ...(onItemError === 'fail' ? {} : { onItemError }),
    ...(window === undefined ? {} : { window }),
  };
  return `${JSON.stringify(options).slice(0, -1)}${keyed ? ',key: keyOf' : ''}}`.replace(/"(\w+)":/g, ' $1: ').replace(/}$/, ' }');
}

function renderDep(dep: DepSpec): string {
  switch (dep.kind) {
    case 'ref':
      return `'${dep.name}'`;
    case 'literal':
      return `value(${JSON.stringify(dep.value)})`;
    case 'optional':
      return `optional('${dep.input}', '${dep.fallback}')`;
    case 'list':
      return `group(${dep.of.map(renderDep).join(', ')})`;
    case 'record':
      return `group({ ${Object.entries(dep.of)
        .map(([key, inner]) => `${key}: ${renderDep(inner)}`)
        .join(', ')} })`;
    case 'plain':
      return `plain(${renderDep(dep.of)})`;
    case 'settled':
      return `settled('${dep.name}')`;
    case 'keys':
      return `keys('${dep.name}')`;
    case 'fold':
      return `fold(${renderDep(dep.of)}, ${dep.reducer}${dep.merge ? ' with merge' : ''}${dep.failWhen === undefined ? '' : ' that may throw'})`;
  }
}

function renderInputs({ inputs }: GraphSpec): string {
  const given = inputs.filter(({ value }) => value !== undefined);
  return `{ ${given.map(({ name, value }) => `${name}: ${value === -1 ? `'${name}'` : canonical(falsyValues[value ?? -1])}`).join(', ')} }`;
}
