import type { Outcome } from './outcome';

/** One step of a path. */
export interface Step {
  readonly parallelizable: string;
  readonly index: number;
  readonly key: string;
}

/** The values of one item (or of the root, which has no item): one map a scope and item, linked outwards. */
export interface Frame {
  readonly parent: Frame | undefined;
  readonly path: readonly Step[];
  readonly item: unknown;
  readonly outcomes: Map<string, Outcome>;
  readonly fanOuts: Map<string, FanOut>;
}

/** One iteration of a source. */
export interface FanOut {
  /** Why it could not be opened, or did not come to its end. */
  readonly obstacle: Exclude<Outcome, { kind: 'value' }> | undefined;
  /** As many as came, also where the source broke. */
  readonly items: readonly Frame[];
}

export function rootFrame(): Frame {
  return { parent: undefined, path: [], item: undefined, outcomes: new Map(), fanOuts: new Map() };
}

export function itemFrame(parent: Frame, step: Step, item: unknown): Frame {
  return { parent, path: [...parent.path, step], item, outcomes: new Map(), fanOuts: new Map() };
}

/** The frame `depth` fan-outs deep in which this one lies. */
export function ancestor(frame: Frame, depth: number): Frame {
  let at = frame;
  while (at.path.length > depth && at.parent !== undefined) at = at.parent;
  if (at.path.length !== depth) throw new Error(`No frame of depth ${depth} around ${whereIs(frame)}`);
  return at;
}

/** `P[0]/Q[2]`; empty at the root. A fan-out whose items go through a pipe is called as its items (F9). */
export function whereIs({ path }: { readonly path: readonly { readonly parallelizable: string; readonly index: number }[] }): string {
  return path.map(({ parallelizable, index }) => `${parallelizable.replace(/\.raw$/, '')}[${index}]`).join('/');
}

/** How failures are named when they are compared: `node @ P[0]/Q[2]`. */
export function failureId(node: string, at: { readonly path: Frame['path'] }): string {
  return `${node} @ ${whereIs(at)}`;
}
