/** What a method does in the graph. */
export type Role = 'node' | 'parallelizable' | 'collect';
