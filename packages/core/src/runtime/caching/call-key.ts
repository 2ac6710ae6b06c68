import type { ResultCache } from '../../cache/result-cache';
import { Unhashable } from '../../cache/unhashable';
import type { NodeCall } from '../layers/node-call';
import type { Frame } from '../frame';
import type { KeyPart } from './cached-step';
import { Deferred } from './deferred';

/** Writes the versions of what a call receives behind each other. Throws `Uncacheable` where something has none. */
export function writeVersions(parts: readonly KeyPart[], call: NodeCall, cache: ResultCache): string {
  let text = '';
  for (const part of parts) text += `${versionOfPart(part, call, cache)},`;
  return text;
}

/** What keeps a call from having a key: the name of what it receives, and what that is. */
export class Uncacheable extends Error {
  readonly dependency: string;
  readonly what: string;

  constructor(dependency: string, what: string) {
    super(`${dependency}: ${what}`);
    this.dependency = dependency;
    this.what = what;
  }
}

/** The versions of the dependencies of a call, by name. */
export function versionsByName(parts: readonly KeyPart[], call: NodeCall, cache: ResultCache): Readonly<Record<string, string>> {
  return Object.fromEntries(parts.flatMap((part) => namedVersions(part, call, cache)));
}

function namedVersions(part: KeyPart, call: NodeCall, cache: ResultCache): readonly (readonly [string, string])[] {
  switch (part.kind) {
    case 'slot':
      return [[part.name, versionOfPart(part, call, cache)]];
    case 'config':
      return [['config', versionOfPart(part, call, cache)]];
    case 'list':
      return part.items.flatMap((item) => namedVersions(item, call, cache));
    case 'record':
      return part.entries.flatMap(([, value]) => namedVersions(value, call, cache));
    case 'constant':
      return [];
  }
}

function versionOfPart(part: KeyPart, call: NodeCall, cache: ResultCache): string {
  switch (part.kind) {
    case 'slot':
      return versionOfSlot(call.frame.outwards(part.up), part, cache);
    case 'constant':
      return named(`a constant of ${call.node}`, () => cache.versionOf(part.value));
    case 'config':
      return named('the config', () => cache.versionOf(call.config));
    case 'list':
      return `[${part.items.map((item) => versionOfPart(item, call, cache)).join()}]`;
    case 'record':
      return `{${part.entries.map(([key, value]) => `${JSON.stringify(key)}:${versionOfPart(value, call, cache)}`).join()}}`;
  }
}

/** The version of the value in a slot, computed once for each item: later changes to the value do not change what it was. */
function versionOfSlot(frame: Frame, { slot, name }: { readonly slot: number; readonly name: string }, cache: ResultCache): string {
  const versions = (frame.versions ??= []);
  const known = versions[slot];
  if (known !== undefined) return known;
  const value = frame.slots[slot];
  return (versions[slot] = value instanceof Deferred ? value.version : named(name, () => cache.versionOf(value)));
}

function named(name: string, version: () => string): string {
  try {
    return version();
  } catch (error) {
    if (error instanceof Unhashable) throw new Uncacheable(name, error.what);
    throw error;
  }
}
