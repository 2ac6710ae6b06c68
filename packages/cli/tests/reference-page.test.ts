import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { commandsIn, patternOf, type PrintedCommand } from './fixtures/console-blocks';
import { build, ended, interrupt, repository, roundsOf, start } from './fixtures/millrace';
import { makeProject, removeProjects } from './fixtures/project';

jest.setTimeout(60_000);

const page = readFileSync(join(repository, 'docs/cli.md'), 'utf8');
const commands = commandsIn(page);
let folder: string;
let flights: string;

beforeAll(() => {
  build();
  folder = makeProject();
  flights = join(folder, 'examples/flights');
  for (const file of ['tsconfig.base.json', 'tsconfig.example.json']) cpSync(join(repository, file), join(folder, file));
  for (const example of ['flights', 'two-collects']) {
    const isWanted = (path: string): boolean => !/[\\/](dist|node_modules)$/.test(path);
    cpSync(join(repository, 'examples', example), join(folder, 'examples', example), { recursive: true, filter: isWanted });
  }
  // The flights as they were a commit ago: the page shows what has changed since.
  const file = join(flights, 'src/flight-metrics.ts');
  const now = readFileSync(file, 'utf8');
  writeFileSync(join(folder, '.gitignore'), 'node_modules\nbin\n');
  git('init', '--quiet');
  commit();
  writeFileSync(
    file,
    now
      .replaceAll('p90Delay(', 'medianDelay(')
      .replaceAll("'p90Delay'", "'medianDelay'")
      .replace('      90,\n', '      50,\n')
      .replace('largest(1, ranked', 'largest(2, ranked'),
  );
  const settings = join(flights, 'millrace.config.yaml');
  writeFileSync(settings, readFileSync(settings, 'utf8').replace('p90Delay', 'medianDelay'));
  commit();
  mkdirSync(join(folder, 'bin'));
  const program = join(folder, 'bin/millrace');
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${join(repository, 'packages/cli/dist/bin.js')}" "$@"\n`);
  chmodSync(program, 0o755);
}, 300_000);

afterAll(removeProjects);

function git(...args: string[]): void {
  const { status, stderr } = spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
}

function commit(): void {
  git('add', '.');
  git('commit', '--quiet', '--message', 'flights');
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
    // All but `diff` are shown for the flights as they are in the repository: the first of the two commits.
    if (!command.startsWith('millrace diff')) git('checkout', '--quiet', 'HEAD~1');
    try {
      const env = { ...process.env, PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}`, FORCE_COLOR: '' };
      const { code, stdout, stderr } = await ended(spawn('sh', ['-c', command], { cwd: flights, env }));

      expect({ code, stderr: code === exitCode ? '' : stderr }).toEqual({ code: exitCode, stderr: '' });
      expect(stdout).toMatch(patternOf(expected));
    } finally {
      if (!command.startsWith('millrace diff')) git('checkout', '--quiet', '-');
    }
  });

  it.each([
    ['flights', 'src/flight-metrics.ts', 'delayRanking(', 'ranking(', /No faults: \d+ nodes/],
    ['two-collects', 'src/direct.ts', "@collect('revenue')", "@collect('revenu')", /error: The graph has a fault:[^]*did you mean/i],
  ])('millrace watch: %s', async (example, module, before, after, expected) => {
    git('checkout', '--quiet', 'HEAD~1');
    const cwd = join(folder, 'examples', example);
    const child = start(['watch', module, '-o', join(folder, 'watched.html')], { cwd });
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
      git('checkout', '--quiet', '-');
    }
  });
});
