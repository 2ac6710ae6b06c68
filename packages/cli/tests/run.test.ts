import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ended, millrace, millraceAlone, start, type Ended } from './fixtures/millrace';
import { makeProject, salesJs } from './fixtures/project';
import { prepareSuite } from './fixtures/suite';

jest.setTimeout(30_000);
prepareSuite();

const orders = '{ "orders": [1, 2, 3] }';

const runTotal = ['run', 'sales.js', '-o', 'total', '--inputs', '-'];

function run(files: Readonly<Record<string, string>>, ...args: string[]): Promise<Ended> {
  return millrace([...runTotal, ...args], { cwd: makeProject(files), input: orders });
}

describe('stdout', () => {
  it('has the results and nothing else, whatever modules and nodes write there', async () => {
    const noisy = `console.log('loading');\nprocess.stdout.write('still\\n');\n${salesJs.replace('=> order * 2', '=> { console.log(order); return order * 2; }')}`;

    const { code, stdout, stderr } = await millraceAlone(runTotal, { cwd: makeProject({ 'sales.js': noisy }), input: orders });

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ total: 12 });
    expect(stderr).toBe('loading\nstill\n1\n2\n3\n');
  });

  it('is there in full, however much it is, also where the dataflow leaves something open', async () => {
    const open = salesJs.replace('run: (taxed) => taxed.reduce((a, b) => a + b, 0)', `run: (taxed) => 'x'.repeat(1e6 * taxed.length)`);

    const cwd = makeProject({ 'sales.js': `${open}\nsetInterval(() => undefined, 1000);` });
    const { code, stdout } = await millraceAlone(runTotal, { cwd, input: orders });

    expect(code).toBe(0);
    expect((JSON.parse(stdout) as { total: string }).total).toHaveLength(3e6);
  });
});

describe('results', () => {
  const values = salesJs.replace(
    'taxed.reduce((a, b) => a + b, 0)',
    `({ map: new Map([['a', 1]]), set: new Set(taxed), big: 10n, bytes: new Uint8Array([1, 2]), date: new Date(0), none: undefined, count: taxed.length })`,
  );

  it('are JSON, with what JSON does not have as what comes nearest', async () => {
    const { stdout } = await run({ 'sales.js': values }, '--json');

    expect(JSON.parse(stdout)).toEqual({
      total: { map: { a: 1 }, set: [2, 4, 6], big: '10', bytes: [1, 2], date: '1970-01-01T00:00:00.000Z', count: 3 },
    });
  });

  it('are tables with --table', async () => {
    const { stdout } = await run({ 'sales.js': values }, '--table', '-o', 'each:taxed');

    expect(stdout).toMatch(/^total\n┌─+┬─+┐\n│ key +│ value +│\n/);
    expect(stdout).toMatch(/│ big +│ 10n +│/);
    expect(stdout).toContain('\ntaxed\n2\n4\n6\n');
  });
});

describe('--progress', () => {
  it('is a line on stderr, plain in a pipe', async () => {
    const { stdout, stderr } = await run({ 'sales.js': salesJs }, '--progress');

    expect(JSON.parse(stdout)).toEqual({ total: 12 });
    expect(stderr).toMatch(/order 3 · done in \d+\.\d s\n$/);
    expect(stderr).not.toContain('\u001b');
  });
});

describe('--cache', () => {
  it('keeps results, and takes them from there in the next process', async () => {
    const counted = salesJs.replace('=> order * 2', '=> { console.log(`taxed ${order}`); return order * 2; }');
    const cwd = makeProject({ 'sales.js': counted });
    const runWith = (input: string): Promise<Ended> =>
      millraceAlone(['run', 'sales.js', '-o', 'total', '-i', '-', '--cache', 'kept/results'], { cwd, input });

    const first = await runWith('{ "orders": [1, 2] }');
    const second = await runWith('{ "orders": [2, 3] }');

    expect([first, second].map(({ stdout }) => JSON.parse(stdout) as unknown)).toEqual([{ total: 6 }, { total: 10 }]);
    expect([first, second].map(({ stderr }) => stderr)).toEqual(['taxed 1\ntaxed 2\n', 'taxed 3\n']);
    expect(existsSync(join(cwd, 'kept/results'))).toBe(true);
  });
});

describe('--trace', () => {
  it('has every event as a line of JSON', async () => {
    const cwd = makeProject({ 'sales.js': salesJs });

    await millrace(['run', 'sales.js', '-o', 'total', '-i', '-', '--trace', 't.ndjson'], { cwd, input: orders });

    const events = readFileSync(join(cwd, 't.ndjson'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string });
    expect(events[0]?.type).toBe('run-started');
    expect(events.at(-1)).toMatchObject({ type: 'run-finished', outputs: ['total'] });
    expect(events.filter(({ type }) => type === 'item-finished')).toHaveLength(3);
  });

  it('has the failure of a run that failed', async () => {
    const cwd = makeProject({ 'sales.js': salesJs.replace('=> order * 2', `=> { throw new RangeError('no rate for ' + order); }`) });

    const { code } = await millrace(['run', 'sales.js', '-o', 'total', '-i', '-', '--trace', 't.ndjson'], { cwd, input: orders });

    const last: unknown = JSON.parse(readFileSync(join(cwd, 't.ndjson'), 'utf8').trimEnd().split('\n').at(-1) ?? '');
    expect(code).toBe(1);
    expect(last).toMatchObject({
      type: 'run-failed',
      error: { code: 'NODE_FAILED', message: expect.stringContaining('no rate for 1') as string },
    });
  });

  it('is refused before anything runs where it cannot be written', async () => {
    const { code, stdout, stderr } = await run(
      { 'sales.js': salesJs.replace('=> order * 2', '=> process.exit(9)') },
      '--trace',
      'nowhere/t.ndjson',
    );

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: The trace nowhere\/t\.ndjson cannot be written: there is no such file or folder\.\n/);
  });
});

it('failures that a run survives are told at its end', async () => {
  const skipping = salesJs
    .replace(`role: 'parallelizable',`, `role: 'parallelizable', onItemError: 'skip',`)
    .replace('=> order * 2', `=> { if (order > 1) throw new Error('no rate'); return order; }`);

  const { code, stdout, stderr } = await run({ 'sales.js': skipping });

  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({ total: 1 });
  expect(stderr).toBe('The run went on after 2 failures:\n  taxed in order[1]: no rate\n  taxed in order[2]: no rate\n');
});

describe('colours', () => {
  const escape = '\u001b[31m';

  it.each([
    [{}, false],
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    [{ FORCE_COLOR: '0' }, false],
  ])('of errors in a pipe with %j: %s', async (env, isColoured) => {
    const { stderr } = await millrace(['list', 'nope'], { cwd: makeProject(), env });

    expect(stderr.includes(escape)).toBe(isColoured);
  });

  it('are as the environment of the process says', async () => {
    const { code, stderr } = await millraceAlone(['list', 'nope'], { cwd: makeProject(), env: { FORCE_COLOR: '1' } });

    expect(code).toBe(2);
    expect(stderr).toContain(escape);
  });
});

describe('Ctrl-C', () => {
  /** Waits in its node until it is told to stop, or for ever; marks that it has begun, and that it has stopped. */
  const waiting = (stops: boolean): string => `
const { writeFileSync } = require('node:fs');
const { context, defineDataflow } = require('@millrace/core');
exports.Slow = defineDataflow({
  slow: {
    deps: [context()],
    run: (call) => new Promise((resolve) => {
      const open = setInterval(() => undefined, 1000);
      ${stops ? `call.signal.addEventListener('abort', () => { writeFileSync('stopped', ''); clearInterval(open); resolve(1); });` : ''}
      writeFileSync('begun', '');
    }),
  },
});
`;

  async function interrupted(stops: boolean, signals: readonly NodeJS.Signals[]): Promise<Ended & { cwd: string; ms: number }> {
    const cwd = makeProject({ 'slow.js': waiting(stops) });
    const child = start(['run', 'slow.js', '-o', 'slow'], { cwd });
    const end = ended(child);
    await until(() => existsSync(join(cwd, 'begun')));
    const begun = performance.now();
    let told = '';
    child.stderr.on('data', (text: string) => (told += text));
    for (const signal of signals) {
      child.kill(signal);
      await until(() => told.includes('Stopping') || child.exitCode !== null);
    }
    return { ...(await end), cwd, ms: performance.now() - begun };
  }

  it('cancels the run, which comes to its end cleanly', async () => {
    const { code, stdout, stderr, cwd } = await interrupted(true, ['SIGINT']);

    expect(existsSync(join(cwd, 'stopped'))).toBe(true);
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(stderr).toContain('Ctrl-C again ends it at once.');
    expect(stderr).toContain('error: The run was aborted: it was interrupted (SIGINT)');
  });

  it('a second time ends the process at once', async () => {
    const { code, ms } = await interrupted(false, ['SIGINT', 'SIGINT']);

    expect(code).toBe(130);
    // Without the second one it would be the five seconds for which nodes are waited for.
    expect(ms).toBeLessThan(4000);
  });

  it('SIGTERM does the same, with its own exit code', async () => {
    const { code, cwd } = await interrupted(true, ['SIGTERM']);

    expect(existsSync(join(cwd, 'stopped'))).toBe(true);
    expect(code).toBe(143);
  });
});

/** Resolves when it is true. */
function until(isTrue: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (!isTrue()) return;
      clearInterval(timer);
      resolve();
    }, 10);
  });
}
