import {
  cache,
  collect,
  context,
  input,
  keys,
  MillraceError,
  node,
  parallelizable,
  pool,
  retry,
  timeout,
  type Collect,
  type NodeContext,
} from '@millrace/core';

import { ModelClient, ModelError } from './model-client';
import { chunksOf, type Chunk, type TextDocument } from './text-document';

/** What is known of a document in the end. */
export interface IndexEntry {
  readonly name: string;
  readonly chunks: number;
  readonly summary: string;
  readonly questions: readonly string[];
}

/** Worth another attempt: the model is busy or broken for now, or did not answer in time. A wrong request is not. */
const isTransient = (error: unknown): boolean => (error instanceof ModelError ? error.isTransient : MillraceError.is(error, 'TIMED_OUT'));

/** Documents, cut into chunks, of each of which a model is asked two things. */
export class DocumentEnrichment {
  readonly #model: ModelClient;

  constructor(model: ModelClient) {
    this.#model = model;
  }

  @input() declare readonly documents: readonly TextDocument[];

  @parallelizable('documents', { concurrency: 4, key: ({ name }) => name })
  *document(documents: readonly TextDocument[]): Generator<TextDocument> {
    yield* documents;
  }

  @parallelizable('document', { concurrency: 8, key: ({ heading }) => heading })
  *chunk(document: TextDocument): Generator<Chunk> {
    yield* chunksOf(document);
  }

  @cache()
  @retry({ attempts: 8, backoff: 'exponential', delayMs: 50, maxDelayMs: 1000, when: isTransient })
  @pool('model')
  @timeout(1000)
  @node('chunk')
  summary(chunk: Chunk, @context() { signal }: NodeContext): Promise<string> {
    return this.#model.complete(`Summarise "${chunk.heading}":\n${chunk.text}`, signal);
  }

  @cache()
  @retry({ attempts: 8, backoff: 'exponential', delayMs: 50, maxDelayMs: 1000, when: isTransient })
  @pool('model')
  @timeout(1000)
  @node('chunk', 'summary')
  question(chunk: Chunk, summary: string, @context() { signal }: NodeContext): Promise<string> {
    return this.#model.complete(`Which question does "${chunk.heading}" answer?\n${summary}`, signal);
  }

  @collect('summary')
  documentSummary(summaries: Collect<string>): string {
    return summaries.join(' · ');
  }

  @collect('question')
  questions(questions: Collect<string>): readonly string[] {
    return questions;
  }

  @collect(keys('document'), 'documentSummary', 'questions')
  index(names: Collect<string>, summaries: Collect<string>, questions: Collect<readonly string[]>): IndexEntry[] {
    return names.map((name, at) => {
      const asked = questions[at] ?? [];
      return { name, chunks: asked.length, summary: summaries[at] ?? '', questions: asked };
    });
  }
}
