/** TypeDI, an optional peer: it is looked for only when it could be used. */
export function installedTypedi(): typeof import('typedi') | undefined {
  try {
    return require('typedi') as typeof import('typedi');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
