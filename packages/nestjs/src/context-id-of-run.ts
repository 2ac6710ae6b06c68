import { ContextIdFactory, type ContextId } from '@nestjs/core';
import { REQUEST_CONTEXT_ID } from '@nestjs/core/router/request/request-constants';

/**
 * The id under which Nest keeps what is made for a run. What is durable is shared as the app's `ContextIdStrategy` says, who is
 * asked for the run's context, where that is an object. The id that Nest has given to a request is not taken: a run has
 * instances of its own, and several runs may belong to one request.
 */
export function contextIdOfRun(context: unknown): ContextId {
  if (typeof context !== 'object' || context === null) return ContextIdFactory.create();
  return ContextIdFactory.getByRequest(REQUEST_CONTEXT_ID in context ? withoutId(context) : context, []);
}

/** The request as it is, but for its id. The property cannot be changed, so no proxy of the request itself could hide it. */
function withoutId(request: object): object {
  return new Proxy(Object.create(Object.getPrototypeOf(request) as object | null) as object, {
    get: (_, key) => (key === REQUEST_CONTEXT_ID ? undefined : (Reflect.get(request, key) as unknown)),
    has: (_, key) => key !== REQUEST_CONTEXT_ID && Reflect.has(request, key),
  });
}
