import { constructorTakesParameters } from '../errors/instance-errors';
import { isClass, nameOfClass, type ClassType } from '../types/class-type';
import type { InstanceProvider, InstanceRequest } from '../types/instance-provider';
import { isSelfMade } from '../types/self-made';
import { installedTypedi } from '../types/installed-typedi';

/** A container that can say what it knows, as TypeDI's `Container` can. */
interface KnowingContainer extends InstanceProvider {
  has(cls: unknown): boolean;
}

/**
 * Where a driver's instances come from: modules that were given as instances are used as they are; a class that the container knows is taken
 * from it; any other, and one that `defineDataflow` made, is made with `new`, once per driver, if no constructor along its prototype chain takes a parameter.
 */
export class DriverInstances implements InstanceProvider {
  readonly #made = new Map<ClassType<object>, object>();
  readonly #provider: InstanceProvider | undefined;

  constructor(modules: readonly object[], provider: InstanceProvider | undefined) {
    this.#provider = provider ?? installedTypedi()?.Container;
    for (const module of modules) if (!isClass(module)) this.#made.set(module.constructor as ClassType<object>, module);
  }

  get(cls: ClassType<object>, run: InstanceRequest): object | Promise<object> {
    const made = this.#made.get(cls);
    if (made !== undefined) return made;
    const provider = this.#provider;
    if (provider !== undefined && !isSelfMade(cls) && (!isKnowing(provider) || provider.has(cls))) return provider.get(cls, run);
    const instance = makeInstance(cls);
    this.#made.set(cls, instance);
    return instance;
  }
}

function isKnowing(provider: InstanceProvider): provider is KnowingContainer {
  return 'has' in provider && typeof provider.has === 'function';
}

function makeInstance(cls: ClassType<object>): object {
  // A derived class without a constructor says that it takes nothing, whatever its base class takes.
  for (let base: unknown = cls; isClass(base); base = Object.getPrototypeOf(base))
    if (base.length > 0) throw constructorTakesParameters(nameOfClass(cls));
  // An abstract class is no value at run time: `new` refuses nothing, and the class itself may.
  return new (cls as new () => object)();
}
