import { InvalidArgumentError, Option } from 'commander';
import type { NodeInfo } from '@millrace/core';
import { driverOf, loadProject } from '../loading/load-project';
import { coloursFor } from '../terminal/colours';
import { exitCodes } from '../terminal/exit-codes';
import { formatRows } from '../terminal/format-rows';
import { describeScope, describeTags } from '../terminal/node-words';
import type { AddCommand } from './command-context';
import { addModules, addProjectOptions, type SharedOptions } from './project-options';

const roles = ['node', 'parallelizable', 'collect', 'input', 'config'] as const;

interface ListOptions extends SharedOptions {
  readonly tag?: Readonly<Record<string, string | null>>;
  readonly role?: (typeof roles)[number];
  readonly json?: boolean;
}

/** `millrace list`: the nodes in topological order. */
export const addList: AddCommand = (program, { terminal, action }) => {
  const { stdout, env } = terminal;
  const command = addModules(program.command('list'))
    .description('list the nodes, each after what it depends on')
    .addOption(new Option('-t, --tag <key[=value]>', 'only nodes with this tag; repeated: with all of them').argParser(collectTags))
    .addOption(new Option('--role <role>', 'only nodes of this role').choices(roles))
    .option('--json', 'print JSON');
  addProjectOptions(command).action(
    action(async (modules: string[], { tag, role, json, ...options }: ListOptions) => {
      const driver = driverOf(await loadProject(modules, options, terminal));
      const nodes = driver.nodes({ ...(tag && { tags: tag }), ...(role && { role }) });
      if (json === true) {
        stdout.write(`${JSON.stringify(nodes, null, 2)}\n`);
      } else if (nodes.length > 0) {
        const { bold } = coloursFor(stdout, env);
        const head = ['name', 'role', 'runs', 'depends on', 'tags'].map((title) => bold(title));
        stdout.write(formatRows([head, ...nodes.map(rowOf)]));
      }
      return exitCodes.done;
    }),
  );
};

function rowOf({ name, roles: roleNames, scope, dependencies, tags }: NodeInfo): string[] {
  const runs = roleNames.includes('input') || roleNames.includes('config') ? '' : describeScope(scope);
  return [name, roleNames.join(', '), runs, dependencies.join(', '), describeTags(tags)];
}

function collectTags(text: string, earlier: Readonly<Record<string, string | null>> = {}): Record<string, string | null> {
  const at = text.indexOf('=');
  if (at === 0 || text === '') throw new InvalidArgumentError('It takes <key> or <key>=<value>.');
  return { ...earlier, ...(at === -1 ? { [text]: null } : { [text.slice(0, at)]: text.slice(at + 1) }) };
}
