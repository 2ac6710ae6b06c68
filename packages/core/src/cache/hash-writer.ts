import { createHash, hash as hashAtOnce, type Hash } from 'node:crypto';

/** So much is gathered before it is hashed; larger pieces are hashed where they are. */
const CAPACITY = 16_384;

/** How many hexadecimal digits of a SHA-256 are kept: 160 bits. */
const DIGITS = 40;

/** The digest of a short text. */
export function hashText(text: string): string {
  return hashAtOnce('sha256', text).slice(0, DIGITS);
}

/** Takes numbers, texts and bytes, and gives the SHA-256 of all of it. Large bytes are streamed, never copied. */
export class HashWriter {
  readonly #buffer = Buffer.allocUnsafe(CAPACITY);
  #length = 0;
  #hash: Hash | undefined;

  /** One byte that says what comes next. */
  tag(code: number): void {
    if (this.#length + 1 > CAPACITY) this.#flush();
    this.#buffer[this.#length++] = code;
  }

  count(value: number): void {
    if (this.#length + 4 > CAPACITY) this.#flush();
    this.#length = this.#buffer.writeUInt32LE(value, this.#length);
  }

  double(value: number): void {
    if (this.#length + 8 > CAPACITY) this.#flush();
    this.#length = this.#buffer.writeDoubleLE(value, this.#length);
  }

  /** Its length, and its code units as they are: no two texts are written alike. */
  text(value: string): void {
    this.count(value.length);
    if (this.#length + value.length * 2 > CAPACITY) this.#flush();
    if (value.length * 2 <= CAPACITY) this.#length += this.#buffer.write(value, this.#length, 'utf16le');
    else for (let from = 0; from < value.length; from += CAPACITY) this.#stream(Buffer.from(value.slice(from, from + CAPACITY), 'utf16le'));
  }

  bytes(value: Uint8Array): void {
    this.double(value.length);
    if (value.length > CAPACITY / 4) return this.#stream(value);
    if (this.#length + value.length > CAPACITY) this.#flush();
    this.#buffer.set(value, this.#length);
    this.#length += value.length;
  }

  /** The digest of all since the last one. */
  digest(): string {
    const hash = this.#hash;
    const rest = this.#buffer.subarray(0, this.#length);
    this.reset();
    return (hash === undefined ? hashAtOnce('sha256', rest) : hash.update(rest).digest('hex')).slice(0, DIGITS);
  }

  /** Forgets what was written. */
  reset(): void {
    this.#length = 0;
    this.#hash = undefined;
  }

  #stream(bytes: Uint8Array): void {
    this.#flush();
    (this.#hash ??= createHash('sha256')).update(bytes);
  }

  #flush(): void {
    if (this.#length === 0) return;
    (this.#hash ??= createHash('sha256')).update(this.#buffer.subarray(0, this.#length));
    this.#length = 0;
  }
}
