import { existsSync, readdirSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** How long after a change it is quiet before it is told: editors and compilers write several files, and each in several steps. */
const QUIET_MS = 100;

/** Files whose changes matter. */
const isSource = (name: string): boolean => /\.([mc]?[jt]sx?|json|ya?ml)$/.test(name);

/**
 * Tells of changes to files and to what is in their folders. Folders are watched, not files, since editors replace files when they save;
 * and the folders below those of the named modules too, where what they import is likely to be.
 */
export class FileWatch {
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #onChange: (file: string) => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(onChange: (file: string) => void) {
    this.#onChange = onChange;
  }

  /** Watches the folders of these files. What is watched already stays so. */
  add(files: readonly string[]): void {
    for (const file of files) this.#watch(dirname(file));
  }

  /** Watches the folders of these files and all below, but for packages, hidden ones and compiled code. */
  addBelow(files: readonly string[]): void {
    const folders = new Set(files.map((file) => dirname(file)));
    for (const folder of folders) {
      this.#watch(folder);
      for (const entry of existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []) {
        if (entry.isDirectory() && !/^(\.|node_modules$|dist$)/.test(entry.name)) folders.add(join(folder, entry.name));
      }
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #watch(folder: string): void {
    if (this.#watchers.has(folder) || !existsSync(folder)) return;
    const watcher = watch(folder, (_event, name) => {
      if (name === null || !isSource(name) || basename(name).startsWith('.')) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#onChange(resolve(folder, name)), QUIET_MS);
    });
    // A folder that goes away is no longer watched; it is when it is back and a file of it is loaded.
    watcher.on('error', () => {
      watcher.close();
      this.#watchers.delete(folder);
    });
    this.#watchers.set(folder, watcher);
  }
}
