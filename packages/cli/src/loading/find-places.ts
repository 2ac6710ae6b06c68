import { readFileSync } from 'node:fs';

/** Where something is in the code. */
export interface CodePlace {
  /** Absolute. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/**
 * Finds classes and their methods in the files that were loaded, by their text: `class Name`, and below it `method(`. A class that is
 * made in another way (`defineDataflow`, a class factory) is not found.
 */
export class Places {
  readonly #files: readonly string[];
  readonly #lines = new Map<string, readonly string[]>();

  /** @param files Where to look, the likeliest first. */
  constructor(files: readonly string[]) {
    this.#files = files;
  }

  /** The place of a class. */
  ofClass(name: string): CodePlace | undefined {
    if (name === '') return undefined;
    const declaration = new RegExp(`\\bclass\\s+${escape(name)}\\b`);
    for (const file of this.#files) {
      const at = this.#linesOf(file).findIndex((line) => declaration.test(line));
      if (at !== -1) return { file, line: at + 1 };
    }
    return undefined;
  }

  /** The place of a member of a class or of its base classes, which come after it in the list; else that of the class. */
  ofMember(classes: readonly string[], member: string): CodePlace | undefined {
    for (const name of classes) {
      const place = this.ofClass(name);
      const found = place && this.#memberIn(place, member);
      if (found !== undefined) return found;
    }
    const [first = ''] = classes;
    return this.ofClass(first);
  }

  #memberIn({ file, line }: CodePlace, member: string): CodePlace | undefined {
    if (member === '') return undefined;
    // Behind decorators and modifiers, with its opening bracket, colon or end; never a call, which stands behind a dot or an equals sign.
    const declaration = new RegExp(
      String.raw`^\s*(?:@.*\)\s*)?(?:(?:public|protected|private|override|declare|readonly|async|static|get)\s+)*\*?\s*${escape(member)}\s*[(<:?!;]`,
    );
    const lines = this.#linesOf(file);
    for (let at = line; at < lines.length && !/^(?:export\s+)?(?:abstract\s+)?class\s/.test(lines[at] ?? ''); at++)
      if (declaration.test(lines[at] ?? '')) return { file, line: at + 1 };
    return undefined;
  }

  #linesOf(file: string): readonly string[] {
    const known = this.#lines.get(file);
    if (known !== undefined) return known;
    const lines = read(file).split('\n');
    this.#lines.set(file, lines);
    return lines;
  }
}

/** The project's files that are loaded in this process: what CommonJS has in its cache, without packages. The named ones come first. */
export function loadedFiles(named: readonly string[]): string[] {
  const cached = Object.keys(require.cache)
    .map((path) => path.replace(/\?.*$/, ''))
    .filter((path) => !/[\\/]node_modules[\\/]/.test(path) && !path.startsWith(ownFolder));
  return [...new Set([...named, ...cached])];
}

/** Where this package is; in a workspace it is not below node_modules. */
const ownFolder = __dirname.replace(/loading$/, '');

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
