import type { Type } from '@nestjs/common';
import type { ContextId, DiscoveryService, ModuleRef } from '@nestjs/core';
import type { InstanceProvider, InstanceRequest, LifecycleHook, RunInfo } from '@millrace/core';
import { contextIdOfRun } from './context-id-of-run';
import { instanceOfRunFailed, withoutInjectable } from './errors';
import { moduleRefOf, type HostModule, type Provided } from './host-module';
import { constructorTokens, needsRequest } from './needs-request';
import { isSlot, type SlotFiller } from './slot';

/** Gives the instance of a class for a run. */
type Source = (run: InstanceRequest) => object | Promise<object>;

/** What a run has in common for Nest. */
interface RunContext {
  readonly id: ContextId;
  readonly request: unknown;
}

/**
 * Where the dataflow classes of a module get their instances: from the provider that some module has for the class, that of
 * the module itself first. A class that no module provides is made as if this one did. What is request-scoped, directly or
 * not, is made for each run, and sees the run's `context` as `REQUEST`; what is durable is made as the app's strategy says.
 */
export class NestInstances implements InstanceProvider, LifecycleHook, SlotFiller {
  readonly name = 'NestInstances';
  readonly #module: HostModule;
  readonly #discovery: DiscoveryService;
  readonly #sources = new Map<Type<object>, Source | Promise<Source>>();
  readonly #made = new Map<Type<object>, Promise<object | undefined>>();
  readonly #contexts = new Map<string, RunContext>();

  constructor(module: HostModule, discovery: DiscoveryService) {
    this.#module = module;
    this.#discovery = discovery;
  }

  get(cls: Type<object>, run: InstanceRequest): object | Promise<object> {
    let source = this.#sources.get(cls);
    if (source === undefined) {
      source = this.#find(cls);
      this.#sources.set(cls, source);
      if (source instanceof Promise) void source.then((found) => this.#sources.set(cls, found)).catch(() => this.#sources.delete(cls));
    }
    return source instanceof Promise ? source.then((found) => found(run)) : source(run);
  }

  /** Called when a run has ended, as a hook: what was made for it alone can go. */
  afterRun({ runId }: RunInfo): void {
    this.#contexts.delete(runId);
  }

  /**
   * What fills the slot that a feature of this module holds for a class: the one instance, where no module provides the
   * class. Else there is nothing to hold, and the slot goes, so that `app.get` and `app.resolve` find the others.
   */
  async fill(cls: Type<object>): Promise<object | undefined> {
    const made = this.#provider(cls) === undefined ? await this.#make(cls) : undefined;
    if (made === undefined) for (const { host } of this.#providers(cls).filter(isSlot)) host?.providers.delete(cls);
    return made;
  }

  #find(cls: Type<object>): Source | Promise<Source> {
    const provider = this.#provider(cls);
    if (provider === undefined) return this.#make(cls).then((made) => (made === undefined ? this.#makeForRun(cls) : () => made));
    const ref = moduleRefOf(provider.host ?? this.#module);
    if (provider.isDependencyTreeStatic() && !provider.isTransient) return () => ref.get<object>(cls, { strict: true });
    return (run) => ofRun(cls, ref.resolve<object>(cls, this.#contextOf(run, ref), { strict: true }));
  }

  #provider(cls: Type<object>): Provided | undefined {
    const providers = this.#providers(cls).filter((one) => !isSlot(one));
    return providers.find(({ host }) => host === this.#module) ?? providers[0];
  }

  #providers(cls: Type<object>): Provided[] {
    return this.#discovery.getProviders().filter(({ token }) => token === cls);
  }

  /** The one instance; `undefined` where there is one for each run. */
  #make(cls: Type<object>): Promise<object | undefined> {
    const made = this.#made.get(cls) ?? this.#create(cls);
    this.#made.set(cls, made);
    return made;
  }

  async #create(cls: Type<object>): Promise<object | undefined> {
    if (cls.length > constructorTokens(cls).length) throw withoutInjectable(cls.name);
    if (needsRequest(cls)) return undefined;
    try {
      return await moduleRefOf(this.#module).create(cls);
    } catch (error) {
      if (isRequestScoped(error)) return undefined;
      throw error;
    }
  }

  #makeForRun(cls: Type<object>): Source {
    const ref = moduleRefOf(this.#module);
    return (run) => ofRun(cls, ref.create(cls, this.#contextOf(run, ref)));
  }

  #contextOf({ runId, context }: InstanceRequest, ref: ModuleRef): ContextId {
    const known = this.#contexts.get(runId);
    // Callers choose ids as they like, and must not get what was made for another request.
    if (known !== undefined && known.request === context) return known.id;
    const id = contextIdOfRun(context);
    ref.registerRequestByContextId(context, id);
    this.#contexts.set(runId, { id, request: context });
    return id;
  }
}

function ofRun(cls: Type<object>, made: Promise<object>): Promise<object> {
  return made.catch((cause: unknown) => {
    throw instanceOfRunFailed(cls.name, cause);
  });
}

/** By its name, since Nest does not export the class. */
function isRequestScoped(error: unknown): boolean {
  return error instanceof Error && error.constructor.name === 'RequestScopedCreateException';
}
