import { createColors } from 'picocolors';
import type { Output, Terminal } from './terminal';

/** What text may look like. */
export type Colours = ReturnType<typeof createColors>;

/** Colours for an output: on a terminal, unless NO_COLOR says otherwise; in a pipe only where FORCE_COLOR asks for them. */
export function coloursFor({ isTTY }: Output, env: Terminal['env']): Colours {
  return createColors(isColoured(isTTY === true, env));
}

function isColoured(isTTY: boolean, { NO_COLOR, FORCE_COLOR, TERM }: Terminal['env']): boolean {
  // no-color.org: present and not empty, whatever its value
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return isTTY && TERM !== 'dumb';
}
