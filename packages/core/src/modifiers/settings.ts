/** Keys of the driver's config that set how Millrace itself behaves. */
export const settings = {
  /** `true` allows `@resolve` and `@resolveFromConfig`, whose graph depends on functions of the config. */
  ENABLE_POWER_USER_MODE: 'millrace.enablePowerUserMode',
} as const;
