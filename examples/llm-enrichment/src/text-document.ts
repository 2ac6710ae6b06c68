import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A page of Markdown. */
export interface TextDocument {
  readonly name: string;
  readonly text: string;
}

/** A part of a page, from one heading to the next. */
export interface Chunk {
  readonly heading: string;
  readonly text: string;
}

/** The pages of a folder, by name. */
export function readDocuments(folder: string): TextDocument[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

/** The parts of a page that have text. */
export function chunksOf({ text }: TextDocument): Chunk[] {
  return text
    .split(/^(?=#{1,6} )/m)
    .map((part) => {
      const [first = '', ...rest] = part.split('\n');
      return { heading: first.replace(/^#+ /, ''), text: rest.join('\n').trim() };
    })
    .filter((chunk) => chunk.text !== '');
}
