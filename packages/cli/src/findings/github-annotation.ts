import { relative, sep } from 'node:path';
import type { Finding } from './finding';

/**
 * A finding as a workflow command of GitHub Actions, which shows it beside the line, or at the top of the module where it has none:
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function annotation(
  { code, at, message, place }: Finding,
  { cwd, module }: { readonly cwd: string; readonly module: string },
): string {
  const { file, line } = place ?? { file: module, line: 1 };
  const path = relative(cwd, file).split(sep).join('/');
  return `::error file=${property(path)},line=${line},title=${property(`${code} at ${at}`)}::${data(message)}\n`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
