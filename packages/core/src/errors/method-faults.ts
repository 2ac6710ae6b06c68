import { fault, type Fault } from './fault';
import { listNames, listWords } from './list-words';
import { didYouMean } from './nearest-names';

/** A role decorator stands on something that is no method of the instance. */
export function invalidMethod(place: string, decorators: string, what: string, fix: string): Fault {
  return fault('INVALID_METHOD', place, `${place} has ${decorators}, but it is ${what}. ${fix}`);
}

/** A name that ends in `__`. */
export function emptySuffix(place: string): Fault {
  return fault(
    'INVALID_METHOD',
    place,
    `${place} ends in "__", which begins a suffix without giving one. Name the variant (rate__eu), or leave the underscores out.`,
  );
}

/** A name that JavaScript uses itself. */
export function reservedName(place: string, name: string): Fault {
  return fault(
    'RESERVED_NAME',
    place,
    `${place} gives the name "${name}", which is reserved: an object with such a member is no plain result any more. Rename it, or set the "name" option.`,
  );
}

/** Modifiers or parameter decorators without a role. */
export function modifierWithoutRole(place: string, decorators: readonly string[]): Fault {
  return fault(
    'MODIFIER_WITHOUT_ROLE',
    place,
    `${place} has ${listWords(decorators)}, but no role, so it is no node and they do nothing. Add @node, @parallelizable or @collect.`,
  );
}

/** Two roles that do not go together. */
export function exclusiveRoles(place: string, roles: readonly string[]): Fault {
  return fault(
    'EXCLUSIVE_MODIFIERS',
    place,
    `${place} has ${listWords(roles)}. A method has one role; only @collect and @parallelizable may stand together. Keep one, or split the method.`,
  );
}

/** Two modifiers that do not go together, or one that is there twice. */
export function exclusiveModifiersOn(place: string, [one, other]: readonly [string, string]): Fault {
  const text =
    one === other
      ? `${place} has @${one} more than once. A method takes one: keep one, or split the method.`
      : `${place} has @${one} and @${other}, which each say how the value is computed. Keep one of them, or split the method.`;
  return fault('EXCLUSIVE_MODIFIERS', place, text);
}

/** `@mutate` on a node. */
export function mutatingNode(place: string, roles: readonly string[]): Fault {
  return fault(
    'EXCLUSIVE_MODIFIERS',
    place,
    `${place} has @mutate and ${listWords(roles)}. What changes other nodes is no node itself: keep one of them, or split the method.`,
  );
}

/** Modifiers on a method that is no node but changes others. */
export function modifiedMutation(place: string, decorators: readonly string[]): Fault {
  return fault(
    'EXCLUSIVE_MODIFIERS',
    place,
    `${place} has @mutate and ${listWords(decorators)}. Beside @mutate only @config… has a meaning: the method is no node. Put the others on its targets.`,
  );
}

/** A target of `@mutate` that is no node of the class. */
export function unknownMutationTarget(
  at: string,
  target: string,
  { className, known, elsewhere }: { className: string; known: readonly string[]; elsewhere: string | undefined },
): Fault {
  const text =
    elsewhere === undefined
      ? `which is no node of ${className}.${didYouMean(target, known)} It has ${known.length === 0 ? 'none' : listNames(known)}.`
      : `which is a node of ${elsewhere}. A method changes nodes of its own class only: move it there, or use @pipeOutput on the node.`;
  return fault('UNKNOWN_TARGET', at, `${at} changes "${target}", ${text}`);
}

/** S10: the dependencies stand in `@collect`. */
export function dependenciesInBothRoles(place: string): Fault {
  return fault(
    'INVALID_DEPENDENCY',
    `${place} @parallelizable`,
    `${place} collects and is parallelizable, and lists dependencies in @parallelizable. There it takes options only: move them to @collect.`,
  );
}

/** A parameter that is told twice where its value comes from. */
export function parameterDeclaredTwice(place: string, index: number): Fault {
  return fault(
    'EXCLUSIVE_MODIFIERS',
    place,
    `Parameter ${index + 1} of ${place} has two decorators that each say what it receives. Keep one of them.`,
  );
}

/** Dependencies in the role decorator and on parameters. */
export function injectedBesideDependencies(place: string, index: number, role: string): Fault {
  return fault(
    'EXCLUSIVE_MODIFIERS',
    place,
    `Parameter ${index + 1} of ${place} has @inject, but @${role} lists the dependencies of all parameters. Use one way: list them all, or mark each parameter.`,
  );
}

/** A method with more parameters than it is given values. */
export function tooFewDependencies(place: string, counts: { parameters: number; given: number; contexts: number }): Fault {
  const { parameters, given, contexts } = counts;
  const isContextPlausible = parameters === given + 1 && contexts === 0;
  const fixes = isContextPlausible
    ? 'List the missing dependency; if the parameter is the NodeContext, mark it with @context(); if it may be left out, give it a default.'
    : 'List a dependency for each, or give those that may be left out a default.';
  return fault(
    'ARITY_MISMATCH',
    place,
    `${place} has ${count(parameters, 'parameter')}, but is given ${count(given, 'value')}${contexts > 0 ? ' (the context included)' : ''}. ${fixes}`,
  );
}

/** A method with fewer parameters than it is given values. */
export function tooManyDependencies(place: string, counts: { parameters: number; given: number }): Fault {
  return fault(
    'ARITY_MISMATCH',
    place,
    `${place} has ${count(counts.parameters, 'parameter')}, but lists ${count(counts.given, 'dependency', 'dependencies')}. Remove those it does not take, or add parameters for them.`,
  );
}

/** A parameter in the middle that nothing is said about. */
export function parameterWithoutDependency(place: string, index: number): Fault {
  return fault(
    'ARITY_MISMATCH',
    place,
    `Parameter ${index + 1} of ${place} has no dependency. Mark it with @inject(source('…')), or with @context() if it is the NodeContext.`,
  );
}

/** `@resolve` that gives `@resolve`, without end. */
export function endlessResolve(place: string, decorator: string): Fault {
  return fault(
    'RESOLVE_FAILED',
    `${place} @${decorator}`,
    `@${decorator} on ${place} gives a delayed decorator again and again. Return the decorator that is meant, such as inject(…).`,
  );
}

/** A tag that is none. */
export function invalidTag(place: string, what: string): Fault {
  return fault(
    'INVALID_TAG',
    place,
    `${place} has ${what}. A tag is a key such as "owner" or "team.owner" with a string or a list of different strings; keys under "millrace." are reserved.`,
  );
}

function count(n: number, singular: string, plural = `${singular}s`): string {
  return `${n} ${n === 1 ? singular : plural}`;
}
