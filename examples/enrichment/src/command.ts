import type { EventEmitter } from 'node:events';

import { Driver, MillraceError, type ItemFailure } from '@millrace/core';

import { CompanyClient } from './company-client';
import { Enrichment, type EnrichmentReport } from './enrichment';
import { startFakeApi } from './fake-api';
import { Progress, type Output } from './progress';

/** What the command uses of the process that it runs in. */
export interface Host extends Pick<EventEmitter, 'once' | 'off'> {
  readonly stdout: Output;
  readonly stderr: Output;
}

/** How much there is to do. */
export interface EnrichmentOptions {
  readonly companies: number;
  readonly seed: number;
  /** Milliseconds that one request may take. */
  readonly timeLimit: number;
}

export const defaults: EnrichmentOptions = { companies: 500, seed: 1, timeLimit: 500 };

/** Enriches the companies, prints the report, and gives the exit code: 0, or 130 when it was interrupted by Ctrl-C. */
export async function runCommand(host: Host, options: EnrichmentOptions = defaults): Promise<number> {
  const api = await startFakeApi(options.seed);
  try {
    return await enrich(api.url, host, options);
  } finally {
    await api.close();
  }
}

async function enrich(url: string, host: Host, { companies, timeLimit }: EnrichmentOptions): Promise<number> {
  const failures: ItemFailure[] = [];
  const progress = new Progress(companies, host.stderr);
  const driver = new Driver({ modules: [new Enrichment(new CompanyClient(url, timeLimit))] });
  const run = driver.run(['report'], {
    inputs: { companyIds: Array.from({ length: companies }, (_, index) => `company-${index + 1}`) },
    onFailure: (failure) => failures.push(failure),
  });
  run.events.subscribe((event) => progress.count(event));
  const interrupt = () => void run.cancel('Ctrl-C');
  host.once('SIGINT', interrupt);
  try {
    const { report } = await run.outputs;
    host.stdout.write(format(report, failures));
    return 0;
  } catch (error) {
    if (!MillraceError.is(error, 'RUN_ABORTED')) throw error;
    host.stdout.write(`\nCancelled: ${progress.done} of ${companies} companies were done.\n`);
    return 130;
  } finally {
    host.off('SIGINT', interrupt);
  }
}

function format({ enriched, employeesByCountry, missing }: EnrichmentReport, failures: readonly ItemFailure[]): string {
  const lines = [`${enriched} companies have a profile, ${missing.length} have none.`];
  for (const [country, employees] of Object.entries(employeesByCountry).sort()) lines.push(`${country}: ${employees} employees`);
  for (const [reason, count] of countReasons(failures)) lines.push(`${count} without profile: ${reason}`);
  return `${lines.join('\n')}\n`;
}

function countReasons(failures: readonly ItemFailure[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { error } of failures) {
    const reason = error instanceof Error ? error.message : String(error);
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return counts;
}
