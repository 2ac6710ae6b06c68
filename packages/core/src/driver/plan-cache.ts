import type { Graph } from '../graph/graph';
import { createPlan } from '../plan/create-plan';
import type { Plan } from '../plan/plan';
import type { PlanRequest } from '../plan/run-request';
import { linkPlan, type Program } from '../runtime/program';
import { refusalOf, type ReadRequest } from './read-request';

/** The plan of a request, for looking at: an input that is missing would only matter to a run. */
export function planOf(graph: Graph, { request, faults }: ReadRequest): Plan {
  const refusal = refusalOf({ request, faults: faults.filter(({ code }) => code !== 'MISSING_INPUT') });
  if (refusal !== undefined) throw refusal;
  return createPlan(graph, request);
}

/** How many requests a driver remembers. */
const KEPT = 64;

/** The programs of a driver's latest requests: a request that comes again is neither planned nor linked again. */
export class PlanCache {
  readonly #graph: Graph;
  readonly #programs = new Map<string, Program>();

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  /** The program of a request that has been checked. */
  program(request: PlanRequest): Program {
    const key = JSON.stringify([request.outputs, [...request.inputs], [...request.overrides], request.stream]);
    const known = this.#programs.get(key);
    if (known !== undefined) return known;
    const program = linkPlan(createPlan(this.#graph, request), this.#graph);
    const oldest = this.#programs.keys().next();
    if (this.#programs.size >= KEPT && oldest.done !== true) this.#programs.delete(oldest.value);
    this.#programs.set(key, program);
    return program;
  }
}
