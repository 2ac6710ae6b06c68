import type { Driver, NodeInfo } from '@millrace/core';
import { Places, loadedFiles } from '../loading/find-places';
import { shortPath } from '../terminal/place-in-stack';
import { driverOf, loadProject } from '../loading/load-project';
import { placeOfNode } from '../loading/place-of-node';
import { coloursFor } from '../terminal/colours';
import { exitCodes } from '../terminal/exit-codes';
import { count, formatRows } from '../terminal/format-rows';
import { describeScope, describeTags } from '../terminal/node-words';
import type { AddCommand } from './command-context';
import { addModules, addProjectOptions, type SharedOptions } from './project-options';

/** `millrace explain <node>`: all there is to know about one node. */
export const addExplain: AddCommand = (program, { terminal, action }) => {
  const { stdout, env, cwd } = terminal;
  const command = addModules(program.command('explain').argument('<node>', 'the name of a node, input or config key'))
    .description('tell all about one node: what it needs, who uses it, where it runs, its tags and its code')
    .option('--json', 'print JSON');
  addProjectOptions(command).action(
    action(async (name: string, modules: string[], { json, ...options }: SharedOptions & { readonly json?: boolean }) => {
      const project = await loadProject(modules, options, terminal);
      const driver = driverOf(project);
      const explained = explain(driver, name);
      const place = placeOfNode(driver, name, new Places(loadedFiles(project.files)));
      const where = place === undefined ? undefined : { file: shortPath(place.file, cwd), line: place.line };
      if (json === true) {
        stdout.write(`${JSON.stringify({ ...explained, ...where }, null, 2)}\n`);
      } else {
        const { bold, dim } = coloursFor(stdout, env);
        const rows = describe(explained, where === undefined ? '' : ` (${where.file}:${where.line})`);
        stdout.write(`${bold(name)}\n${formatRows(rows.map(([title, text]) => [`  ${dim(title)}`, text]))}`);
      }
      return exitCodes.done;
    }),
  );
};

interface Explained extends NodeInfo {
  /** All that it depends on, however indirectly. */
  readonly upstream: readonly string[];
  /** All that depends on it. */
  readonly downstream: readonly string[];
  /** The fan-outs that a collector closes. */
  readonly closes: readonly string[];
}

/** @throws MillraceError `INVALID_REQUEST` for a name that the graph does not have, with the nearest ones. */
function explain(driver: Driver, name: string): Explained {
  const upstream = driver.upstreamOf(name);
  const info = upstream.find((node) => node.name === name);
  if (info === undefined) throw new Error(`"${name}" is not among the nodes above it.`);
  const without = (nodes: readonly NodeInfo[]): string[] => nodes.flatMap((node) => (node.name === name ? [] : [node.name]));
  const closes = driver.graph.namesOf(driver.graph.get(name)?.closes ?? []);
  return { ...info, upstream: without(upstream), downstream: without(driver.downstreamOf(name)), closes };
}

function describe(node: Explained, where: string): (readonly [title: string, text: string])[] {
  const { roles, module, method, description, scope, closes, dependencies, dependants, upstream, downstream, tags, version } = node;
  const code = [module, method].filter((part) => part !== '').join('.');
  const isGiven = roles.includes('input') || roles.includes('config');
  const rows: (readonly [string, string])[] = [
    ['role', roles.join(', ') + (node.generated === undefined ? '' : ` (${node.generated})`)],
    ['docs', description],
    ['code', code === '' ? '' : code + where],
    ['runs', isGiven ? '' : describeScope(scope)],
    ['closes', closes.join(', ')],
    ['depends on', dependencies.join(', ')],
    ['used by', dependants.join(', ')],
    ['upstream', listed(upstream)],
    ['downstream', listed(downstream)],
    ['tags', describeTags(tags)],
    ['schema', node.schema === undefined ? '' : JSON.stringify(node.schema)],
    ['version', version],
  ];
  return rows.filter(([, text]) => text !== '');
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? '' : `${count(names.length, 'node')}: ${names.join(', ')}`;
}
