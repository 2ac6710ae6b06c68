import 'reflect-metadata';

import { runCommand } from './command';
import { usage } from './command-line';
import { outputNames } from './dataflow';
import { computePlainReport } from './plain-report';

async function run(...args: string[]): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const written = { stdout: '', stderr: '' };
  const exitCode = await runCommand(args, {
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) },
  });
  return { exitCode, ...written };
}

describe('npm run demo', () => {
  it('prints with --json the figures that a plain program computes, unrounded and in the given order', async () => {
    const { exitCode, stdout, stderr } = await run('--json');

    const report: unknown = JSON.parse(stdout);
    expect(exitCode).toBe(0);
    expect(Object.keys(report as object)).toEqual([...outputNames]);
    expectSame(report, computePlainReport());
    expect(stderr).toMatch(/^peak RSS \d+ MB, \d+ ms\n$/);
  });

  it('prints tables', async () => {
    const { exitCode, stdout } = await run();

    const plain = computePlainReport();
    expect(exitCode).toBe(0);
    expect(stdout).toContain('20,000 flights');
    for (const { origin, flights } of plain.delayRanking) expect(stdout).toMatch(new RegExp(`${origin}\\W+${flights}\\b`));
    for (const { origin, destination } of plain.worstRoutes) expect(stdout).toMatch(new RegExp(`${origin}\\W+${destination}\\b`));
  });

  it('prints with --graph Mermaid text, and nothing else', async () => {
    const { exitCode, stdout, stderr } = await run('--graph');

    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^(flowchart|graph) /);
    for (const name of outputNames) expect(stdout).toContain(name);
    expect(stderr).toBe('');
  });

  it('prints with --help how it is used', async () => {
    await expect(run('--help')).resolves.toEqual({ exitCode: 0, stdout: usage, stderr: '' });
  });

  it.each([
    [['--jsno'], "'--jsno'"],
    [['now'], "'now'"],
    [['--json', '--graph'], 'exclude each other'],
  ])('refuses %j', async (args, text) => {
    const { exitCode, stdout, stderr } = await run(...args);

    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(text);
    expect(stderr).toContain(usage);
  });
});

/** Compares numbers to 1e-9 relative, all else exactly. */
function expectSame(actual: unknown, expected: unknown, at = 'report'): void {
  if (typeof expected === 'number' && typeof actual === 'number') {
    const off = Math.abs(actual - expected) / Math.max(Math.abs(expected), Number.MIN_VALUE);
    if (!(actual === expected || off <= 1e-9)) throw new Error(`${at}: ${actual} is not ${expected}`);
  } else if (typeof expected === 'object' && expected !== null && typeof actual === 'object' && actual !== null) {
    expect([at, Object.keys(actual)]).toEqual([at, Object.keys(expected)]);
    const given = new Map(Object.entries(actual));
    for (const [key, value] of Object.entries(expected)) expectSame(given.get(key), value, `${at}.${key}`);
  } else {
    expect([at, actual]).toEqual([at, expected]);
  }
}
