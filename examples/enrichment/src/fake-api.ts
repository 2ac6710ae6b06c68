import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { seededNumber } from './seeded';

/** What the API says of a company. */
export interface Profile {
  readonly id: string;
  readonly employees: number;
  readonly country: string;
}

/** What becomes of a request: most are answered, some get a 503, and some never get anything. */
export type Behaviour = 'answers' | 'fails' | 'stalls';

/** A running server. */
export interface FakeApi {
  readonly url: string;
  close(): Promise<void>;
}

const countries = ['CH', 'DE', 'FR', 'IT', 'US'] as const;

/** How the API behaves for a company; the same for the same seed. */
export function behaviourFor(seed: number, id: string): Behaviour {
  const chance = seededNumber(seed, `behaviour of ${id}`);
  if (chance < 0.04) return 'fails';
  return chance < 0.06 ? 'stalls' : 'answers';
}

/** The profile that the API answers with. */
export function profileFor(seed: number, id: string): Profile {
  return {
    id,
    employees: 1 + Math.floor(5000 * seededNumber(seed, `employees of ${id}`)),
    country: countries[Math.floor(countries.length * seededNumber(seed, `country of ${id}`))] ?? 'CH',
  };
}

/** Starts an HTTP server on a free port of this machine that knows `/companies/<id>`. */
export async function startFakeApi(seed: number): Promise<FakeApi> {
  const server = createServer((request, response) => {
    const id = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname.replace('/companies/', ''));
    const behaviour = behaviourFor(seed, id);
    if (behaviour === 'stalls') return;
    const milliseconds = 5 + 20 * seededNumber(seed, `delay of ${id}`);
    setTimeout(() => {
      if (behaviour === 'fails') answer(response, 503, { error: 'overloaded' });
      else answer(response, 200, profileFor(seed, id));
    }, milliseconds);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
