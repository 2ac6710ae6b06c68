// For the projects that take this file without the folder around it.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./msgpackr-no-eval.d.ts" />
import { deserialize, serialize } from 'node:v8';
import { Packr } from 'msgpackr/index-no-eval';
import type { CacheFormat } from '../types/cache-policy';
import type { CachedTypes } from './cached-type';
import type { ContentHasher } from './content-hash';
import { fromPlainValue, toPlainValue } from './plain-value';

/** Values as bytes; nothing in them is ever run as code. */
interface Format {
  write(value: unknown): Uint8Array;
  read(bytes: Uint8Array): unknown;
}

/** A value as bytes. */
export interface Encoded {
  readonly format: CacheFormat;
  readonly bytes: Uint8Array;
}

/** Writes values for a store, and reads them. */
export class Codec {
  readonly #types: CachedTypes;
  readonly #hasher: ContentHasher;
  readonly #formats: Readonly<Record<CacheFormat, Format>>;

  constructor(types: CachedTypes, hasher: ContentHasher) {
    this.#types = types;
    this.#hasher = hasher;
    const packr = new Packr({ structuredClone: true, copyBuffers: true });
    this.#formats = {
      msgpack: { write: (value) => packr.pack(value), read: (bytes) => packr.unpack(asBuffer(bytes)) },
      json: { write: (value) => Buffer.from(JSON.stringify(value)), read: (bytes) => JSON.parse(Buffer.from(bytes).toString()) },
      // What is read are views of the bytes, and whoever changes it must not change what is stored.
      v8: { write: serialize, read: (bytes) => deserialize(new Uint8Array(bytes)) },
    };
  }

  /**
   * Writes a value in a form from which it comes back as it was, which is made sure of; where none is asked for, in the first that can do it. `undefined` for
   * a value that does not come back, such as a date from JSON.
   */
  encode(value: unknown, version: string, asked?: CacheFormat): Encoded | undefined {
    const formats: readonly CacheFormat[] = asked === undefined ? ['msgpack', 'v8'] : [asked];
    for (const format of formats) {
      const encoded = this.#write(value, format);
      if (encoded !== undefined && this.#comesBack(encoded, version)) return encoded;
    }
    return undefined;
  }

  /** Throws what the format does where the bytes are none of it. */
  decode({ format, bytes }: Encoded): unknown {
    const plain = this.#formats[format].read(bytes);
    return this.#types.isEmpty ? plain : fromPlainValue(plain, this.#types);
  }

  #write(value: unknown, format: CacheFormat): Encoded | undefined {
    try {
      return { format, bytes: this.#formats[format].write(this.#types.isEmpty ? value : toPlainValue(value, this.#types)) };
    } catch {
      // Each format has values that it refuses, with errors of many kinds.
      return undefined;
    }
  }

  #comesBack(encoded: Encoded, version: string): boolean {
    try {
      return this.#hasher.versionOf(this.decode(encoded)) === version;
    } catch {
      return false;
    }
  }
}

/** What msgpackr reads from other bytes are no buffers, even where buffers were written. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
