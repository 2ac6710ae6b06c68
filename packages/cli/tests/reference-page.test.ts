import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { commandsIn, patternOf, wordsOf, type PrintedCommand } from './fixtures/console-blocks';
import { ended, interrupt, millrace, program, repository, roundsOf, start, type Ended } from './fixtures/millrace';
import { makeProject } from './fixtures/project';
import { prepareSuite } from './fixtures/suite';

jest.setTimeout(60_000);
prepareSuite();

const page = readFileSync(join(repository, 'docs/cli.md'), 'utf8');
const commands = commandsIn(page);
/** The examples as they are in the repository. */
let examples: string;
/** The examples in a repository of their own, where the flights have changed in the last commit: what `diff` is shown for. */
let changed: string;
let bin: string;

beforeAll(() => {
  examples = copyExamples();
  changed = copyExamples();
  writeFileSync(join(changed, '.gitignore'), 'node_modules\n');
  git('init', '--quiet');
  commit();
  rewrite('src/flight-metrics.ts', (text) =>
    text
      .replaceAll('p90Delay(', 'medianDelay(')
      .replaceAll("'p90Delay'", "'medianDelay'")
      .replace('      90,\n', '      50,\n')
      .replace('largest(1, ranked', 'largest(2, ranked'),
  );
  rewrite('millrace.config.yaml', (text) => text.replace('p90Delay', 'medianDelay'));
  commit();
  bin = makeProject({ millrace: `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n` });
  chmodSync(join(bin, 'millrace'), 0o755);
});

/** A folder with the flights and the two collects, as they lie in the repository, but for what was built of them. */
function copyExamples(): string {
  const folder = makeProject();
  for (const file of ['tsconfig.base.json', 'tsconfig.example.json']) cpSync(join(repository, file), join(folder, file));
  for (const example of ['flights', 'two-collects']) {
    const isWanted = (path: string): boolean => !/[\\/](dist|node_modules)$/.test(path);
    cpSync(join(repository, 'examples', example), join(folder, 'examples', example), { recursive: true, filter: isWanted });
  }
  return folder;
}

function rewrite(file: string, change: (text: string) => string): void {
  const path = join(changed, 'examples/flights', file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

function git(...args: string[]): void {
  const { status, stderr } = spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
    cwd: changed,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
}

function commit(): void {
  git('add', '.');
  git('commit', '--quiet', '--message', 'flights');
}

/** Runs a command of the page where it is shown for; what is more than `millrace` and its words, a shell runs. */
function run(command: string): Promise<Ended> {
  const cwd = join(command.startsWith('millrace diff') ? changed : examples, 'examples/flights');
  const words = wordsOf(command);
  if (words?.[0] === 'millrace') return millrace(words.slice(1), { cwd });
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, FORCE_COLOR: '' };
  return ended(spawn('sh', ['-c', command], { cwd, env }));
}

describe('docs/cli.md', () => {
  it('has commands, and shows every one of them', () => {
    const shown = new Set([...page.matchAll(/\bmillrace (\w+)/g)].map(([, name]) => name));

    for (const name of ['list', 'check', 'explain', 'graph', 'plan', 'run', 'diff', 'version', 'watch', 'completion'])
      expect(shown).toContain(name);
    expect(commands.length).toBeGreaterThan(30);
  });

  it('shows the settings that the flights have', () => {
    const settings = readFileSync(join(repository, 'examples/flights/millrace.config.yaml'), 'utf8');

    expect(page).toContain(settings.replace(/^#.*\n/, ''));
  });

  it.each(commands)('$command', async ({ command, exitCode, expected }: PrintedCommand) => {
    const { code, stdout, stderr } = await run(command);

    expect({ code, stderr: code === exitCode ? '' : stderr }).toEqual({ code: exitCode, stderr: '' });
    expect(stdout).toMatch(patternOf(expected));
  });

  it.each([
    ['flights', 'src/flight-metrics.ts', 'delayRanking(', 'ranking(', /No faults: \d+ nodes/],
    ['two-collects', 'src/direct.ts', "@collect('revenue')", "@collect('revenu')", /error: The graph has a fault:[^]*did you mean/i],
  ])('millrace watch: %s', async (example, module, before, after, expected) => {
    const cwd = join(examples, 'examples', example);
    const child = start(['watch', module, '-o', join(examples, 'watched.html')], { cwd });
    const round = roundsOf(child);
    try {
      expect(await round()).toMatch(/^No faults: \d+ nodes, version \w+\.\n/);

      const file = join(cwd, module);
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, text.replace(before, after));
      const changed = await round();
      writeFileSync(file, text);
      expect(changed).toContain(`${module} changed.`);
      expect(changed).toMatch(expected);
      expect(await round()).toMatch(/No faults/);
    } finally {
      expect(await interrupt(child)).toBe(130);
    }
  });
});
