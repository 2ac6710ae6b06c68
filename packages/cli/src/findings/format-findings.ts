import type { Driver } from '@millrace/core';
import { shortPath } from '../terminal/place-in-stack';
import { coloursFor } from '../terminal/colours';
import { count } from '../terminal/format-rows';
import { hintFor } from '../terminal/hint-for';
import type { Terminal } from '../terminal/terminal';
import { annotation } from './github-annotation';
import type { Finding } from './finding';

/** How `check` prints. */
export const formats = ['text', 'json', 'github'] as const;
export type Format = (typeof formats)[number];

interface FormatOptions {
  readonly format: Format;
  readonly driver: Driver | undefined;
  /** The module that is checked, absolute. */
  readonly module: string;
  readonly terminal: Pick<Terminal, 'cwd' | 'stdout' | 'env'>;
}

/** Writes what a check found, with a newline at the end. */
export function formatFindings(findings: readonly Finding[], { format, driver, module, terminal }: FormatOptions): string {
  const { cwd } = terminal;
  if (format === 'json') return `${JSON.stringify(report(findings, driver, cwd), null, 2)}\n`;
  if (findings.length === 0) return `${describeGraph(driver)}\n`;
  return format === 'text' ? formatText(findings, terminal) : findings.map((finding) => annotation(finding, { cwd, module })).join('');
}

function formatText(findings: readonly Finding[], { cwd, stdout, env }: FormatOptions['terminal']): string {
  const { red, bold, dim } = coloursFor(stdout, env);
  const list = findings.map(({ code, message, place }, at) => {
    const where = place === undefined ? '' : ` ${dim(`${shortPath(place.file, cwd)}:${place.line}`)}`;
    return `${at + 1}. ${red(bold(code))}${where}\n   ${message.replaceAll('\n', '\n   ')}\n`;
  });
  const hint = hintFor(findings.map(({ code }) => code));
  return `${list.join('\n')}\n${red(count(findings.length, 'fault'))}\n${hint === undefined ? '' : `${hint}\n`}`;
}

function report(findings: readonly Finding[], driver: Driver | undefined, cwd: string): object {
  return {
    ok: findings.length === 0,
    ...(driver !== undefined && { version: driver.graph.version, nodes: driver.graph.nodes.size }),
    faults: findings.map(({ place, ...fault }) => ({ ...fault, ...(place && { file: shortPath(place.file, cwd), line: place.line }) })),
  };
}

function describeGraph(driver: Driver | undefined): string {
  if (driver === undefined) return 'No faults.';
  const nodes = driver.nodes();
  const fanOuts = nodes.filter(({ roles }) => roles.includes('parallelizable')).length;
  return `No faults: ${count(nodes.length, 'node')}, ${count(fanOuts, 'fan-out')}, version ${driver.graph.version}.`;
}
