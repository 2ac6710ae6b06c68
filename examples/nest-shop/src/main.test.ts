import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

it('`npm start -w examples/nest-shop` builds the shop, starts it, and says what to ask it', async () => {
  const npm = spawn('npm', ['start', '-w', 'examples/nest-shop'], {
    cwd: path.join(__dirname, '../../..'),
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const closed = once(npm, 'close');

  let url: string | undefined;
  for await (const line of createInterface({ input: npm.stdout })) {
    url = /^Try (\S+),/.exec(line)?.[1]?.replace('[::1]', 'localhost');
    if (url !== undefined) break;
  }
  const response = await fetch(url ?? '');

  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ currency: 'EUR', from: '2026-01-01' });
  // npm, its shell and the shop: a signal to npm alone does not always reach the others.
  process.kill(-(npm.pid ?? 0), 'SIGTERM');
  await closed;
}, 120_000);
