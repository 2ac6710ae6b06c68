// Builds the packages and checks what would be published: publint on the manifest, Are The Types Wrong on the packed files.
import { availableParallelism } from 'node:os';
import { relative } from 'node:path';

import { listPackages, root } from './repository';
import { nodeTask, runTasks, summary } from './run-tasks';

async function main(): Promise<void> {
  const folders = listPackages()
    .filter(({ isPrivate }) => !isPrivate)
    .map(({ folder }) => relative(root, folder));

  const results = await runTasks([nodeTask('build', 'node_modules/typescript/bin/tsc', '-b', ...folders)]);
  const checks = folders.flatMap((folder) => [
    nodeTask(`publint ${folder}`, 'node_modules/publint/src/cli.js', '--strict', folder),
    nodeTask(`attw ${folder}`, 'node_modules/@arethetypeswrong/cli/dist/index.js', '--pack', folder),
  ]);
  results.push(...(await runTasks(checks, Math.min(2, availableParallelism()))));

  console.log(`\n${summary(results)}`);
  process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
}

void main();
