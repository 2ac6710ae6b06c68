/** When a `@resolve` is resolved. */
export const ResolveAt = {
  /** As soon as the driver's config is known: when the graph is built. */
  CONFIG_AVAILABLE: 'config-available',
} as const;

/** A point in time at which a `@resolve` is resolved. */
export type ResolveAt = (typeof ResolveAt)[keyof typeof ResolveAt];
