import { fault, type Fault } from './fault';

/** What stands in `modules` is no dataflow class; `what` describes it, `fix` says what to do. */
export function invalidModule(index: number, what: string, fix: string): Fault {
  return fault('INVALID_MODULE', `modules[${index}]`, `modules[${index}] is ${what}, which is no dataflow class. ${fix}`);
}

/** A class that has neither nodes nor inputs. */
export function moduleWithoutMembers(index: number, name: string): Fault {
  return fault(
    'INVALID_MODULE',
    `modules[${index}]`,
    `modules[${index}], ${name}, has no dataflow members. Mark its methods with @node, @parallelizable or @collect, or leave it out of "modules".`,
  );
}

/** One class twice, with different instances. */
export function moduleListedTwice(first: number, second: number, name: string): Fault {
  return fault(
    'INVALID_MODULE',
    `modules[${second}]`,
    `modules[${second}] lists ${name} again, which modules[${first}] lists already, with another instance. ` +
      `A node runs on one instance: list ${name} once, or give a subclass a @dataflow({ namespace }) of its own.`,
  );
}

/** `@dataflow({ namespace })` is not usable as a part of names. */
export function invalidNamespace(cls: string, namespace: string): Fault {
  return fault(
    'INVALID_OPTION',
    `${cls} @dataflow`,
    `${cls} has the namespace ${namespace}. A namespace is a string that is not empty: @dataflow({ namespace: 'sales' }).`,
  );
}

/** A class in a subdag that has neither nodes nor inputs. */
export function subdagWithoutMembers(at: string, name: string): Fault {
  return fault(
    'INVALID_MODULE',
    at,
    `${at} takes ${name}, which has no dataflow members. Mark its methods with @node, @parallelizable or @collect.`,
  );
}

/** A subdag that contains itself. */
export function recursiveSubdag(at: string, chain: readonly string[]): Fault {
  return fault(
    'RECURSIVE_SUBDAG',
    at,
    `${at} takes a class that is already around it: ${chain.join(' > ')}. A dataflow cannot contain itself: move what both need into a class of its own.`,
  );
}

/** A namespace that something else has. */
export function namespaceClash(at: string, namespace: string, other: string): Fault {
  return fault(
    'NAMESPACE_CLASH',
    at,
    `${at} has the namespace "${namespace}", which ${other} has too. Give it one of its own: { namespace: '…' }.`,
  );
}
