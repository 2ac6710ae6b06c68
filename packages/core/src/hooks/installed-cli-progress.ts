/** cli-progress, an optional peer: it is looked for only when there is a terminal to show bars on. */
export function installedCliProgress(): typeof import('cli-progress') | undefined {
  try {
    return require('cli-progress') as typeof import('cli-progress');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
