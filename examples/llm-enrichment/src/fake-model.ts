import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { seededNumber } from './seeded';

/** How a model server behaves. */
export interface FakeModelOptions {
  readonly seed: number;
  /** Requests that it takes in a second; more are refused with 429. */
  readonly perSecond: number;
}

/** A running server, and what it has done. */
export interface FakeModel {
  readonly url: string;
  /** How many requests it has answered in which way; a request that stalls gets no answer. */
  readonly answers: { ok: number; refused: number; failed: number; stalled: number };
  /** The prompts that it has answered well, each as often as it has. */
  readonly completed: readonly string[];
  close(): Promise<void>;
}

/** Starts an HTTP server on a free port of this machine that takes a prompt by POST, and answers with its first words: mostly, and not at once. */
export async function startFakeModel({ seed, perSecond }: FakeModelOptions): Promise<FakeModel> {
  const answers = { ok: 0, refused: 0, failed: 0, stalled: 0 };
  const completed: string[] = [];
  const attempts = new Map<string, number>();
  const recent: number[] = [];

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const prompt = await textOf(request);
    const attempt = (attempts.get(prompt) ?? 0) + 1;
    attempts.set(prompt, attempt);
    const now = Date.now();
    while (recent[0] !== undefined && recent[0] <= now - 1000) recent.shift();
    const chance = seededNumber(seed, `${attempt} ${prompt}`);
    // Others ask it as well.
    if (recent.length >= perSecond || chance > 0.95) {
      answers.refused++;
      return send(response, 429, 'too many requests');
    }
    recent.push(now);
    if (chance < 0.03) {
      answers.stalled++;
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 2 + 10 * chance));
    if (chance < 0.13) {
      answers.failed++;
      return send(response, 500, 'the model is overloaded');
    }
    answers.ok++;
    completed.push(prompt);
    send(response, 200, firstWords(prompt.slice(prompt.indexOf('\n') + 1), 12));
  };
  const server = createServer((request, response) => void serve(request, response).catch(() => response.destroy()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    answers,
    completed,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts).toString('utf8');
}

function send(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(text);
}

function firstWords(text: string, count: number): string {
  return (text.match(/[\p{L}\p{N}'’-]+/gu) ?? []).slice(0, count).join(' ');
}
