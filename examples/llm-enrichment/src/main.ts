import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { enrich } from './command';
import { startFakeModel } from './fake-model';
import { readDocuments } from './text-document';

const PER_SECOND = 80;
const folder = resolve(__dirname, '..');

const { values } = parseArgs({
  options: {
    cache: { type: 'string', default: join(folder, 'node_modules/.cache/llm-enrichment') },
    documents: { type: 'string', default: resolve(folder, '../../docs/concepts') },
    url: { type: 'string' },
  },
});

async function main(): Promise<void> {
  const model = values.url === undefined ? await startFakeModel({ seed: 1, perSecond: PER_SECOND + 20 }) : undefined;
  try {
    process.exitCode = await enrich(process, {
      documents: readDocuments(values.documents),
      url: values.url ?? model?.url ?? '',
      cacheFolder: values.cache,
      perSecond: PER_SECOND,
    });
  } finally {
    await model?.close();
  }
}

void main();
