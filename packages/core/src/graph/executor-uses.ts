/** The executors of a driver by name, as far as a graph is concerned: which parallelizables they run besides those that name them. */
export type ExecutorUses = Readonly<Record<string, 'in-process' | { readonly fanOuts?: 'all' | readonly string[] | undefined }>>;

/** Which executor runs the items of a parallelizable: the one that it names, else one that takes it; `undefined` where they run here. */
export function executorOf(name: string, given: unknown, executors: ExecutorUses): string | undefined {
  if (typeof given === 'string') return executors[given] === 'in-process' ? undefined : given;
  return Object.keys(executors).find((executor) => {
    const use = executors[executor];
    return typeof use === 'object' && (use.fanOuts === 'all' || use.fanOuts?.includes(name) === true);
  });
}
