import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';

/** A constant that takes a tenth of a second: made once, for the first page of a process. */
let embedded: string | undefined;

/** Graphviz for the browser, as one script that defines `Viz`; deflated, in base64. The page unpacks it when it lays out for the first time. */
export function embeddedGraphviz(): string {
  embedded ??= deflateRawSync(readFileSync(join(dirname(require.resolve('@viz-js/viz')), 'viz-global.js'))).toString('base64');
  return embedded;
}
