import type { ClassType } from '../types/class-type';
import { installedTypedi } from '../types/installed-typedi';

/** Registers a class with TypeDI, if it is installed and does not know the class: an app's own `@Service({ … })` is kept. */
export function registerService(cls: ClassType): void {
  const typedi = installedTypedi();
  // Any constructor can be a service; TypeDI's types want one that takes anything.
  if (typedi !== undefined && !typedi.Container.has(cls as new (...args: unknown[]) => unknown)) typedi.Service()(cls);
}
