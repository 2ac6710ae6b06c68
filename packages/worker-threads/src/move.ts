/** What is to be moved; each thread has its own. */
const moved = new WeakSet<object>();

/**
 * Marks a value so that the memory of its `ArrayBuffer`s is moved when the value goes to a worker or comes back, instead of being copied: whoever sends it
 * has it no longer. Where nothing crosses it does nothing. Buffers of which a view shows only a part are copied all the same.
 *
 * @returns the value itself.
 * @example
 * class Thumbnails {
 *   @node('image')
 *   pixels(image: Image): Uint8Array { return move(decode(image)); }
 * }
 */
export function move<T extends object>(value: T): T {
  moved.add(value);
  return value;
}

/** The buffers in those of the values that are to be moved, each once. */
export function buffersToMove(columns: Iterable<readonly unknown[]>): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const column of columns)
    for (const value of column) if (typeof value === 'object' && value !== null && moved.has(value)) collect(value, buffers, new Set());
  return [...buffers];
}

function collect(value: unknown, buffers: Set<ArrayBuffer>, seen: Set<object>): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if (value instanceof ArrayBuffer) buffers.add(value);
  else if (ArrayBuffer.isView(value)) {
    const { buffer } = value;
    if (buffer instanceof ArrayBuffer && value.byteLength === buffer.byteLength) buffers.add(buffer);
  } else for (const inner of value instanceof Map ? value.values() : Object.values(value)) collect(inner, buffers, seen);
}
