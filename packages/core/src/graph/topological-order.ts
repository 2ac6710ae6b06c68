/**
 * Orders ids so that each follows everything it depends on (Kahn 1962); what is free at the same time keeps the order of ids.
 * Ids on a circle, and those behind one, are left out.
 */
export function topologicalOrder(dependencies: readonly (readonly number[])[]): number[] {
  const count = dependencies.length;
  const open = new Int32Array(count);
  const { starts, dependants } = reverseEdges(dependencies);
  const order: number[] = [];
  for (let id = 0; id < count; id++) {
    open[id] = dependencies[id]?.length ?? 0;
    if (open[id] === 0) order.push(id);
  }
  for (let next = 0; next < order.length; next++) {
    const id = order[next] ?? 0;
    for (let edge = starts[id] ?? 0, end = starts[id + 1] ?? 0; edge < end; edge++) {
      const dependant = dependants[edge] ?? 0;
      const left = (open[dependant] ?? 0) - 1;
      open[dependant] = left;
      if (left === 0) order.push(dependant);
    }
  }
  return order;
}

/** The dependants of all ids in one array; those of `id` stand from `starts[id]` up to `starts[id + 1]`, in the order of ids. */
function reverseEdges(dependencies: readonly (readonly number[])[]): { starts: Int32Array; dependants: Int32Array } {
  const count = dependencies.length;
  const starts = new Int32Array(count + 1);
  for (const list of dependencies) for (const id of list) starts[id + 1] = (starts[id + 1] ?? 0) + 1;
  for (let id = 0; id < count; id++) starts[id + 1] = (starts[id + 1] ?? 0) + (starts[id] ?? 0);
  const dependants = new Int32Array(starts[count] ?? 0);
  const filled = starts.slice();
  for (let dependant = 0; dependant < count; dependant++) {
    for (const id of dependencies[dependant] ?? []) {
      const at = filled[id] ?? 0;
      dependants[at] = dependant;
      filled[id] = at + 1;
    }
  }
  return { starts, dependants };
}
