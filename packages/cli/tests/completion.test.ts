import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { millrace } from './fixtures/millrace';
import { makeProject } from './fixtures/project';
import { prepareSuite } from './fixtures/suite';

jest.setTimeout(30_000);
prepareSuite();

const hasShell = (shell: string): boolean => spawnSync(shell, ['-c', 'exit 0']).status === 0;

/** What bash offers for the last of the words. */
function completed(script: string, ...words: string[]): string[] {
  const typed = words.map((word) => `'${word}'`).join(' ');
  const { stdout, stderr } = spawnSync(
    'bash',
    ['-c', `${script}\nCOMP_WORDS=(${typed}); COMP_CWORD=${words.length - 1}; _millrace; printf '%s\\n' "\${COMPREPLY[@]}"`],
    { encoding: 'utf8', cwd: makeProject({ 'sales.js': '' }) },
  );
  if (stderr !== '') throw new Error(stderr);
  return stdout.trimEnd().split('\n');
}

describe('millrace completion', () => {
  it('bash completes commands, options, values and files', async () => {
    const { stdout } = await millrace(['completion', 'bash'], { cwd: makeProject() });

    expect(completed(stdout, 'millrace', 'c')).toEqual(['check', 'completion']);
    expect(completed(stdout, 'millrace', 'graph', '--o')).toEqual(['--output', '--outputs', '--orient']);
    expect(completed(stdout, 'millrace', 'graph', '--format', '')).toEqual(['svg', 'png', 'mmd', 'dot', 'json', 'html']);
    expect(completed(stdout, 'millrace', 'check', '--format', 'g')).toEqual(['github']);
    expect(completed(stdout, 'millrace', 'completion', '')).toEqual(['bash', 'zsh', 'fish']);
    expect(completed(stdout, 'millrace', 'list', 'sal')).toEqual(['sales.js']);
    expect(completed(stdout, 'millrace', 'sn')).toEqual(['']);
  });

  it.each(['zsh', 'fish'])('%s takes its script, if it is installed', async (shell) => {
    const cwd = makeProject();
    const { code, stdout } = await millrace(['completion', shell], { cwd });
    writeFileSync(join(cwd, 'script'), stdout);

    expect(code).toBe(0);
    for (const word of ['explain', 'group-by', 'mmd']) expect(stdout).toContain(word);
    // Without the shell there is nobody to ask.
    if (hasShell(shell))
      expect(spawnSync(shell, ['-n', join(cwd, 'script')], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });
});
