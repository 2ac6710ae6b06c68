import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';

/** Graphviz for the browser, as one script that defines `Viz`; deflated, in base64. The page unpacks it when it lays out for the first time. */
export function embeddedGraphviz(): string {
  const script = readFileSync(join(dirname(require.resolve('@viz-js/viz')), 'viz-global.js'));
  return deflateRawSync(script, { level: 9 }).toString('base64');
}
