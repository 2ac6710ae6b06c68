import { types } from 'node:util';
import { describeThrown } from '../errors/describe-thrown';
import { describeValue } from '../errors/describe-value';
import { builtInName, isPlain, kindOf } from './built-ins';
import type { CachedTypes } from './cached-type';
import { HashWriter } from './hash-writer';
import { pathOf } from './path-of';
import { Unhashable } from './unhashable';

/** Deeper values are taken for endless ones. */
const DEEPEST = 500;
/** Larger ones, counted in objects, for such as hold the same parts again and again. */
const LARGEST = 10_000_000;
/** Lists with more holes are not gone through. */
const MOST_HOLES = 100_000;
/** Texts up to this length are their own version. */
const SHORT = 40;

/**
 * The data version of a value: equal for equal values, in every process, and different for all others. Short texts and numbers are their own; all else is hashed.
 *
 * Lists and maps are compared in order, sets and the keys of records without. `1` is not `'1'`, `[1]` not `{ 0: 1 }`, `-0` not `0`, an absent entry not `undefined`.
 *
 * @throws Unhashable for functions, symbols, proxies, promises, and instances of classes that are not registered: what has state that cannot be seen; and for what
 * throws when it is looked at.
 */
export class ContentHasher {
  readonly #types: CachedTypes;
  readonly #writer = new HashWriter();
  /** The objects that are being written, from the outermost. */
  readonly #open: object[];
  /** How many of them are around what this one is asked for. */
  readonly #around: number;
  #objects = 0;

  constructor(types: CachedTypes, around: readonly object[] = []) {
    this.#types = types;
    this.#open = [...around];
    this.#around = around.length;
  }

  versionOf(value: unknown): string {
    switch (typeof value) {
      case 'string':
        return value.length <= SHORT ? JSON.stringify(value) : this.#hash(value);
      case 'number':
        return Object.is(value, -0) ? '-0' : String(value);
      case 'bigint':
        return value > -1e40 && value < 1e40 ? `${value}n` : this.#hash(value);
      case 'boolean':
      case 'undefined':
        return String(value);
      default:
        return value === null ? 'null' : this.#hash(value);
    }
  }

  #hash(value: unknown): string {
    this.#writer.reset();
    this.#open.length = this.#around;
    this.#objects = 0;
    try {
      this.#write(value);
    } catch (error) {
      if (error instanceof Unhashable) throw error;
      this.#refuse(`something that throws when it is read (${describeThrown(error)})`);
    }
    return `#${this.#writer.digest()}`;
  }

  #write(value: unknown): void {
    const writer = this.#writer;
    switch (typeof value) {
      case 'number':
        writer.tag(Tag.number);
        return writer.double(Number.isNaN(value) ? NaN : value);
      case 'string':
        writer.tag(Tag.string);
        return writer.text(value);
      case 'boolean':
        return writer.tag(value ? Tag.true : Tag.false);
      case 'undefined':
        return writer.tag(Tag.undefined);
      case 'bigint':
        writer.tag(Tag.bigint);
        return writer.text(value.toString(36));
      case 'object':
        return value === null ? writer.tag(Tag.null) : this.#writeOpen(value);
      default:
        return this.#refuse(describeValue(value), value);
    }
  }

  /** Writes an object unless it is inside itself; then only how far outside it began. */
  #writeOpen(value: object): void {
    const depth = this.#open.lastIndexOf(value);
    if (depth >= 0) {
      this.#writer.tag(Tag.circle);
      return this.#writer.count(this.#open.length - depth);
    }
    if (this.#open.length >= DEEPEST) this.#refuse(`a value more than ${DEEPEST} levels deep`);
    if (++this.#objects > LARGEST) this.#refuse(`a value of more than ${LARGEST} objects`);
    this.#open.push(value);
    this.#writeObject(value);
    this.#open.pop();
  }

  #writeObject(value: object): void {
    if (types.isProxy(value)) return this.#refuse('a proxy');
    const prototype = Object.getPrototypeOf(value) as object | null;
    if (prototype === null || isPlain(prototype)) return this.#writeRecord(value);
    const registered = this.#types.isEmpty ? undefined : this.#types.of(prototype);
    if (registered !== undefined) {
      this.#writer.tag(Tag.instance);
      this.#writer.text(registered.name);
      return this.#write(registered.toPlain(value));
    }
    const name = prototype === Array.prototype ? 'Array' : builtInName(value, prototype);
    if (name === undefined) return this.#refuse(kindOf(value));
    if (Array.isArray(value)) return this.#writeList(value);
    this.#writer.tag(Tag.builtIn);
    this.#writer.text(name);
    this.#writeBuiltIn(value);
  }

  #writeRecord(value: object): void {
    const record = value as Readonly<Record<string, unknown>>;
    const keys = Object.keys(value);
    if (Object.getOwnPropertySymbols(value).length > 0) this.#refuse('a record with a symbol as a key');
    if (Object.getOwnPropertyNames(value).length > keys.length) this.#refuse('a record with a hidden key');
    if (keys.length > 1) keys.sort();
    this.#writer.tag(Tag.record);
    this.#writer.count(keys.length);
    for (const key of keys) {
      this.#writer.text(key);
      this.#write(record[key]);
    }
  }

  #writeList(list: readonly unknown[]): void {
    this.#writer.tag(Tag.list);
    this.#writer.count(list.length);
    let entries = 0;
    let holes = 0;
    for (let index = 0; index < list.length; index++) {
      const entry = list[index];
      if (entry === undefined && !(index in list)) {
        if (++holes > MOST_HOLES) this.#refuse(`a list with more than ${MOST_HOLES} holes`);
        this.#writer.tag(Tag.hole);
      } else {
        entries++;
        this.#write(entry);
      }
    }
    // What a search by a regular expression gives, for one, has fields of its own.
    if (Object.keys(list).length !== entries) this.#refuse('a list that has keys besides its entries');
  }

  #writeBuiltIn(value: object): void {
    const writer = this.#writer;
    if (ArrayBuffer.isView(value)) return writer.bytes(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    if (types.isArrayBuffer(value)) return writer.bytes(new Uint8Array(value));
    // Own fields would not be stored.
    if (Object.keys(value).length > 0) return this.#refuse(`${describeValue(value)} with fields of its own`);
    if (types.isDate(value)) this.#write(value.getTime());
    else if (types.isRegExp(value)) writer.text(`/${value.source}/${value.flags}${value.lastIndex}`);
    else if (types.isMap(value)) {
      writer.count(value.size);
      for (const [key, entry] of value) {
        this.#write(key);
        this.#write(entry);
      }
    } else if (types.isSet(value)) {
      // Each by itself, so that the order does not matter.
      const inner = new ContentHasher(this.#types, this.#open);
      writer.text(
        Array.from(value, (entry) => inner.versionOf(entry))
          .sort()
          .join(),
      );
    } else writer.text(String(value));
  }

  #refuse(what: string, innermost?: unknown): never {
    throw new Unhashable(what, pathOf(innermost === undefined ? this.#open : [...this.#open, innermost]));
  }
}

const Tag = {
  null: 0,
  undefined: 1,
  true: 2,
  false: 3,
  number: 4,
  string: 5,
  bigint: 6,
  list: 7,
  hole: 8,
  record: 9,
  builtIn: 10,
  instance: 11,
  circle: 12,
} as const;
