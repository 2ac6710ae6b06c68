import type { DrawOptions, NodeJson } from '@millrace/core';

/** How a picture looks, and what it tells. */
export interface PictureOptions extends DrawOptions {
  /** What the page is called. Default: the names of the classes. */
  readonly title?: string;
  /** Where the code of a node is, as the page shows it, such as `src/flow.ts:12`. Default: `Class.method`. */
  readonly placeOf?: (node: NodeJson) => string | undefined;
}

/** What core draws with: it refuses options that it does not know. */
export function drawOptionsOf({ title: _title, placeOf: _placeOf, ...options }: PictureOptions): DrawOptions {
  return options;
}
