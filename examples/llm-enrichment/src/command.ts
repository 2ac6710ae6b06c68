import type { EventEmitter } from 'node:events';

import { Driver, fileCache, MillraceError, type LifecycleHook } from '@millrace/core';
import { progressBar } from '@millrace/core/hooks';

import { DocumentEnrichment, type IndexEntry } from './document-enrichment';
import { ModelClient } from './model-client';
import type { TextDocument } from './text-document';

/** What the command uses of the process that it runs in. */
export interface Host extends Pick<EventEmitter, 'once' | 'off'> {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: NodeJS.WritableStream;
}

export interface EnrichOptions {
  readonly documents: readonly TextDocument[];
  /** Where the model is. */
  readonly url: string;
  /** Where answers are kept, for the next run and for one that goes on after a crash. */
  readonly cacheFolder: string;
  /** Requests in a second that the model allows. */
  readonly perSecond: number;
}

/** Enriches the documents, prints an index of them, and gives the exit code: 0, or 130 when it was interrupted by Ctrl-C. */
export async function enrich(host: Host, { documents, url, cacheFolder, perSecond }: EnrichOptions): Promise<number> {
  const counts = { asked: 0, kept: 0, attempts: 0 };
  const driver = new Driver({
    modules: [new DocumentEnrichment(new ModelClient(url))],
    pools: { model: { concurrency: 8, perSecond, burst: 8 } },
    cache: { store: fileCache(cacheFolder), default: 'disable' },
    hooks: [progressBar({ stream: host.stderr, totals: { document: documents.length } }), countAnswers(counts)],
  });
  const run = driver.run(['index'], { inputs: { documents } });
  const interrupt = (): void => void run.cancel('Ctrl-C');
  host.once('SIGINT', interrupt);
  try {
    const { index } = await run.outputs;
    host.stdout.write(
      `${index.map(format).join('\n')}\n\n${counts.asked} answers in ${counts.attempts} attempts, ${counts.kept} from the cache.\n`,
    );
    return 0;
  } catch (error) {
    if (!MillraceError.is(error, 'RUN_ABORTED')) throw error;
    host.stdout.write(`\nCancelled: ${counts.asked} new answers are in ${cacheFolder}. Start again to go on.\n`);
    return 130;
  } finally {
    host.off('SIGINT', interrupt);
  }
}

function countAnswers(counts: { asked: number; kept: number; attempts: number }): LifecycleHook {
  return {
    name: 'countAnswers',
    afterNode({ name, attempt }, outcome) {
      if ((name !== 'summary' && name !== 'question') || outcome.status === 'failed') return;
      if (outcome.cached) counts.kept++;
      else {
        counts.asked++;
        counts.attempts += attempt;
      }
    },
  };
}

function format({ name, chunks, summary, questions }: IndexEntry): string {
  const short = summary.length > 70 ? `${summary.slice(0, 69)}…` : summary;
  return `${name}: ${chunks} chunks, ${questions.length} questions\n  ${short}`;
}
