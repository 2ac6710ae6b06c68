import { fault, type Fault } from './fault';
import { listNames, listWords } from './list-words';
import { didYouMean } from './nearest-names';

/** Several methods give a node of one name. */
export function duplicateNode(name: string, places: readonly string[], inheritedFrom: string | undefined): Fault {
  const fixes =
    inheritedFrom === undefined
      ? 'Rename one, give one a @dataflow({ namespace }), choose between them with @config, or set allowOverrides so that the later module wins.'
      : `They inherit it from ${inheritedFrom}: list ${inheritedFrom} in "modules" too, so that it is one node, or give one a @dataflow({ namespace }).`;
  return fault('DUPLICATE_NODE', places[0] ?? name, `The node "${name}" is defined more than once: by ${listWords(places)}. ${fixes}`);
}

/** One input, described in two ways. */
export function conflictingInputs(name: string, places: readonly [string, string], what: string): Fault {
  return fault(
    'INVALID_OPTION',
    places[1],
    `The input "${name}" is declared by ${places[0]} and by ${places[1]} with different ${what}s. It is one input: let both say the same, or let one say nothing.`,
  );
}

/** I5. */
export function configShadowsNode(name: string, place: string): Fault {
  return fault(
    'CONFIG_SHADOWS_NODE',
    `config.${name}`,
    `The config has the key "${name}", which is also the node ${place}. Rename one of them; to replace the node in a run, use "overrides".`,
  );
}

/** A bare name that the class does not know. */
export function unknownDependency(
  at: string,
  missing: string,
  hints: { known: Iterable<string>; className: string; elsewhere?: string | undefined },
): Fault {
  const other =
    hints.elsewhere === undefined
      ? `If it is a field, mark it with @input(); if another class provides it, write nodeOf(Other, ${quote(missing)}) or source(${quote(missing)}).`
      : `${hints.elsewhere} has a node of that name: write nodeOf(${hints.elsewhere}, ${quote(missing)}) or source(${quote(missing)}).`;
  return fault(
    'UNKNOWN_DEPENDENCY',
    at,
    `${at} depends on "${missing}", which is no node or input of ${hints.className}.${didYouMean(missing, hints.known)}\n${other}`,
  );
}

/** A bare name of a member whose nodes have other names. */
export function renamedDependency(at: string, missing: string, gives: readonly string[]): Fault {
  return fault(
    'UNKNOWN_DEPENDENCY',
    at,
    `${at} depends on "${missing}", but that method gives the ${gives.length === 1 ? 'node' : 'nodes'} ${listNames(gives)}. ` +
      `Name ${gives.length === 1 ? 'it' : 'one'} by source(${quote(gives[0] ?? '…')}).`,
  );
}

/** `nodeOf(Other, name)` where Other has no such node. */
export function unknownNodeOf(at: string, owner: string, missing: string, known: Iterable<string>): Fault {
  return fault(
    'UNKNOWN_DEPENDENCY',
    at,
    `${at} depends on nodeOf(${owner}, "${missing}"), but ${owner} has no such node.${didYouMean(missing, known)}`,
  );
}

/** `nodeOf(Other, name)` where Other is not listed. */
export function ownerNotListed(at: string, owner: string, name: string): Fault {
  return fault('UNKNOWN_DEPENDENCY', at, `${at} depends on nodeOf(${owner}, "${name}"), but ${owner} is not in "modules". Add it there.`);
}

/** `nodeOf(undefined, name)`. */
export function ownerUndefined(at: string, name: string): Fault {
  return fault(
    'INVALID_DEPENDENCY',
    at,
    `${at} depends on nodeOf(…, "${name}") of a class that is undefined: it is declared later, or imported in a circle. Write nodeOf(() => Other, ${quote(name)}).`,
  );
}

/** `nodeOf(Base, name)` where several modules inherit from Base. */
export function ambiguousOwner(at: string, owner: string, name: string, modules: readonly string[]): Fault {
  return fault(
    'INVALID_DEPENDENCY',
    at,
    `${at} depends on nodeOf(${owner}, "${name}"), which ${listWords(modules)} inherit each for themselves. Name one of them instead of ${owner}.`,
  );
}

/** A bare name of a member that is no node. */
export function notANode(at: string, name: string, member: string): Fault {
  return fault(
    'NOT_A_NODE',
    at,
    `${at} depends on "${name}", but ${member} is a plain member and no node. Mark it with @node or @input(), or take the value out of the dependencies.`,
  );
}

/** `configuration('key')` without that key. */
export function missingConfig(at: string, key: string, known: Iterable<string>): Fault {
  return fault(
    'MISSING_CONFIG',
    at,
    `${at} needs the config key "${key}", which the config does not have.${didYouMean(key, known)}\n` +
      `Add it to the driver's "config", or write optional(configuration(${quote(key)}), fallback).`,
  );
}

function quote(name: string): string {
  return `'${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
