// The process of one contestant: `node child.js <workload> <case> <contestant>`, asked by messages.
import { findContestant } from '../workloads';
import type { Answer, Command } from './protocol';
import { Runner } from './runner';

/** Made when it is first asked, so that what goes wrong is told like everything else. */
let runner: Runner | undefined;

async function answer(command: Command): Promise<Answer> {
  const [workload = '', caseName = '', contestant = ''] = process.argv.slice(2);
  runner ??= new Runner(findContestant(workload, caseName, contestant));
  return runner.answer(command);
}

process.on('message', (command: Command) => {
  answer(command).then(
    (told) => process.send?.(told),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) } satisfies Answer),
  );
});
process.on('exit', () => runner?.latest);
