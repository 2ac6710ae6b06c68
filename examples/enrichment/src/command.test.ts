import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import path from 'node:path';

import { defaults, runCommand, type Host } from './command';
import { behaviourFor, profileFor, startFakeApi } from './fake-api';

const ids = Array.from({ length: defaults.companies }, (_, index) => `company-${index + 1}`);
const idsThat = (behaviour: string) => ids.filter((id) => behaviourFor(defaults.seed, id) === behaviour);

/** A host that keeps what is written, and that presses Ctrl-C when it sees `interruptAt` on stderr. */
function createHost(interruptAt?: string) {
  const written = { stdout: '', stderr: '' };
  const signals = new EventEmitter();
  const host: Host = Object.assign(signals, {
    stdout: { write: (text: string) => (written.stdout += text) },
    stderr: {
      write: (text: string) => {
        written.stderr += text;
        if (interruptAt !== undefined && text.includes(interruptAt)) signals.emit('SIGINT');
      },
    },
  });
  return { host, signals, written };
}

describe('the enrichment', () => {
  it('gives every company a profile but those whose request failed or took too long', async () => {
    const { host, written } = createHost();
    const timeLimit = 3_000; // what the API answers is in time however busy the machine is

    const exitCode = await runCommand(host, { ...defaults, timeLimit });

    const [failing, stalling] = [idsThat('fails').length, idsThat('stalls').length];
    const swiss = idsThat('answers')
      .map((id) => profileFor(defaults.seed, id))
      .filter(({ country }) => country === 'CH');
    expect(exitCode).toBe(0);
    expect(failing).toBeGreaterThan(0);
    expect(stalling).toBeGreaterThan(0);
    expect(written.stdout).toContain(`${500 - failing - stalling} companies have a profile, ${failing + stalling} have none.`);
    expect(written.stdout).toContain(`CH: ${swiss.reduce((total, { employees }) => total + employees, 0)} employees`);
    expect(written.stdout).toContain(`${failing} without profile: the API answered 503`);
    expect(written.stdout).toContain(`${stalling} without profile: no answer within 3000 ms`);
    expect(written.stderr).toMatch(/^25 of 500 companies/);
    expect(written.stderr).toContain(`500 of 500 companies, ${failing + stalling} failed\n`);
  }, 60_000);

  it('stops at Ctrl-C, says how many were done, and leaves no listener', async () => {
    const { host, signals, written } = createHost('50 of 500');

    const exitCode = await runCommand(host);

    const [, done] = /Cancelled: (\d+) of 500 companies were done\.\n$/.exec(written.stdout) ?? [];
    expect(exitCode).toBe(130);
    expect(Number(done)).toBeGreaterThan(25);
    // Those that were under way may have ended before the event was told.
    expect(Number(done)).toBeLessThanOrEqual(50 + 20);
    expect(signals.listenerCount('SIGINT')).toBe(0);
  });
});

describe('the program', () => {
  beforeAll(async () => {
    const build = spawn(process.execPath, [require.resolve('typescript/bin/tsc'), '-b', path.join(__dirname, '..')], { stdio: 'inherit' });
    const [exitCode] = (await once(build, 'exit')) as [number];
    expect(exitCode).toBe(0);
  }, 120_000);

  it('ends by itself after SIGINT', async () => {
    const program = spawn(process.execPath, [path.join(__dirname, '../dist/main.js')]);
    const written = { stdout: '', stderr: '' };
    program.stdout.setEncoding('utf8').on('data', (text: string) => (written.stdout += text));
    program.stderr.setEncoding('utf8').on('data', (text: string) => (written.stderr += text));

    await once(program.stderr, 'data');
    program.kill('SIGINT');
    const [exitCode, signal] = (await once(program, 'close')) as [number | null, string | null];

    expect({ exitCode, signal }).toEqual({ exitCode: 130, signal: null });
    expect(written.stdout).toMatch(/Cancelled: \d+ of 500 companies were done\.\n$/);
    expect(written.stderr).not.toMatch(/Error|Warning/);
  });
});

describe('the fake API', () => {
  it('answers in the same way for the same seed', async () => {
    const api = await startFakeApi(7);
    const [id = ''] = ids.filter((each) => behaviourFor(7, each) === 'answers');

    const answers = [await fetch(`${api.url}/companies/${id}`), await fetch(`${api.url}/companies/${id}`)];

    const profiles = await Promise.all(answers.map((response) => response.json()));
    await api.close();
    expect(profiles).toEqual([profileFor(7, id), profileFor(7, id)]);
  });
});
