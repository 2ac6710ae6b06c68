import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs a program to its end and gives what it printed; fails with all that it said. */
export async function run(program: string, args: readonly string[], folder: string): Promise<string> {
  try {
    return (await execute(program, args, { cwd: folder, env: environment(), maxBuffer: 1e8 })).stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(' ')} failed in ${folder}:\n${stdout}${stderr}`, { cause: error });
  }
}

/** Prefers what is in npm's cache, and leaves out what the run around this one has set for itself. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|config_(prefix|local_prefix|workspace))/.test(name));
  const quick = {
    npm_config_prefer_offline: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
  };
  return { ...Object.fromEntries(own), ...quick };
}
