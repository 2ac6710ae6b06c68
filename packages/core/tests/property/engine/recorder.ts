import { whereIs } from '../reference/frame';

type Path = readonly { readonly parallelizable: string; readonly index: number }[];

/** What the methods of a built model saw during one run. */
export class Recorder {
  /** Digests of the arguments of each call. */
  readonly calls = new Map<string, string[]>();
  /** Names of the nodes in the reasons of rejected entries. */
  readonly reasons: unknown[] = [];
  /** The largest number of items of one fan-out instance that had a call in progress. */
  readonly busiest = new Map<string, number>();
  /** The largest number of items of one fan-out instance that were pulled and not finished. */
  readonly mostOpen = new Map<string, number>();
  /** Calls so far, and those of them that have not ended. */
  begun = 0;
  running = 0;
  sourcesOpened = 0;
  sourcesClosed = 0;
  /** How many calls an item and all below it will make, by path; without it `mostOpen` stays empty. */
  readonly #expected: ReadonlyMap<string, number>;
  readonly #inProgress = new Map<string, Map<string, number>>();
  readonly #finished = new Map<string, number>();
  readonly #open = new Map<string, Set<string>>();

  constructor(expected: ReadonlyMap<string, number> = new Map()) {
    this.#expected = expected;
  }

  called(node: string, args: string): void {
    const known = this.calls.get(node);
    if (known === undefined) this.calls.set(node, [args]);
    else known.push(args);
  }

  began(path: Path): void {
    this.begun++;
    this.running++;
    forEachItem(path, (instance, item) => {
      const items = this.#inProgress.get(instance) ?? new Map<string, number>();
      items.set(item, (items.get(item) ?? 0) + 1);
      this.#inProgress.set(instance, items);
      this.busiest.set(instance, Math.max(this.busiest.get(instance) ?? 0, items.size));
    });
  }

  ended(path: Path): void {
    this.running--;
    forEachItem(path, (instance, item) => {
      const items = this.#inProgress.get(instance);
      const left = (items?.get(item) ?? 1) - 1;
      if (left === 0) items?.delete(item);
      else items?.set(item, left);
      const finished = (this.#finished.get(item) ?? 0) + 1;
      this.#finished.set(item, finished);
      if (finished >= (this.#expected.get(item) ?? 0)) this.#open.get(instance)?.delete(item);
    });
  }

  /** An item leaves its source. */
  pulled(parallelizable: string, path: Path, index: number): void {
    const instance = `${whereIs({ path })}>${parallelizable}`;
    const item = whereIs({ path: [...path, { parallelizable, index }] });
    const open = this.#open.get(instance) ?? new Set<string>();
    if ((this.#expected.get(item) ?? 0) > 0) open.add(item);
    this.#open.set(instance, open);
    this.mostOpen.set(instance, Math.max(this.mostOpen.get(instance) ?? 0, open.size));
  }
}

/** Every item around a call, with the fan-out instance that it belongs to. */
function forEachItem(path: Path, visit: (instance: string, item: string) => void): void {
  path.forEach(({ parallelizable }, depth) => {
    visit(`${whereIs({ path: path.slice(0, depth) })}>${parallelizable}`, whereIs({ path: path.slice(0, depth + 1) }));
  });
}
