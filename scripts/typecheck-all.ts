// Checks the types of everything: sources, tests, examples, benchmarks, scripts, the snippets of the docs,
// and the type tests of each package with every compiler that users are on.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join, relative } from 'node:path';

import { listPackages, root } from './repository';
import { nodeTask, runTasks, summary, type Task } from './run-tasks';

const compilers = { '5.9': 'typescript-5', '6.0': 'typescript', '7.0': 'typescript-7' };

async function main(): Promise<void> {
  // First, because the type tests read the declarations that it writes.
  const results = await runTasks([nodeTask('sources, examples, benchmarks', tsc('typescript'), '-b')]);
  results.push(...(await runTasks([...tests(), ...typeTests(), ...repository()], Math.min(4, availableParallelism()))));

  console.log(summary(results));
  process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
}

function tests(): Task[] {
  return projects('tsconfig.test.json').map((project) => nodeTask(`tests of ${nameOf(project)}`, tsc('typescript-7'), '-p', project));
}

function typeTests(): Task[] {
  return projects('tsconfig.types.json').flatMap((project) =>
    Object.entries(compilers).map(([version, compiler]) =>
      nodeTask(`type tests of ${nameOf(project)}, TypeScript ${version}`, tsc(compiler), '-p', project),
    ),
  );
}

function repository(): Task[] {
  return [
    nodeTask('scripts', tsc('typescript'), '-p', 'scripts'),
    nodeTask('snippets of the docs', 'node_modules/ts-node/dist/bin.js', '-T', 'scripts/check-snippets.ts'),
  ];
}

function projects(file: string): string[] {
  return listPackages()
    .map(({ folder }) => join(folder, file))
    .filter(existsSync)
    .map((path) => relative(root, path));
}

function nameOf(project: string): string {
  return basename(join(project, '..'));
}

function tsc(compiler: string): string {
  return `node_modules/${compiler}/bin/tsc`;
}

void main();
