import type { ClassType } from '../types/class-type';

/** Registers a class with TypeDI, if it is installed and does not know the class: an app's own `@Service({ … })` is kept. */
export function registerService(cls: ClassType): void {
  const typedi = installedTypedi();
  // Any constructor can be a service; TypeDI's types want one that takes anything.
  if (typedi !== undefined && !typedi.Container.has(cls as new (...args: unknown[]) => unknown)) typedi.Service()(cls);
}

/** TypeDI is an optional peer: it is looked for only when a class asks for it. */
function installedTypedi(): typeof import('typedi') | undefined {
  try {
    return require('typedi') as typeof import('typedi');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
