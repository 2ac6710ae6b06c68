// `npm test`: builds, then checks types, style and import cycles, then runs jest; goes on after a failure, and sums up.
// Arguments go to jest. The results of jest are also written to reports/jest.json.
import { availableParallelism } from 'node:os';

import { nodeTask, runTasks, summary, type Task } from './run-tasks';

async function main(): Promise<void> {
  const results = await runTasks([nodeTask('build', 'node_modules/typescript/bin/tsc', '-b')]);
  // The longest first, so that two cores have their share.
  const checks = [
    nodeTask('lint', 'node_modules/eslint/bin/eslint.js', '.'),
    npmTask('typecheck'),
    nodeTask('format', 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
    npmTask('circular'),
  ];
  const jest = nodeTask('jest', 'node_modules/jest/bin/jest.js', '--json', '--outputFile=reports/jest.json', ...process.argv.slice(2));
  results.push(...(await runTasks(checks, Math.min(2, availableParallelism()))));
  results.push(...(await runTasks([jest])));

  console.log(`\n${summary(results)}`);
  process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
}

function npmTask(script: string): Task {
  return { name: script, command: 'npm', args: ['run', '--silent', script] };
}

void main();
