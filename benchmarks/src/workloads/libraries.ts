import { setMaxListeners } from 'node:events';
import { createRequire } from 'node:module';
import type * as Async from 'async';
import type * as EffectModule from 'effect/Effect';
import type * as LangGraph from '@langchain/langgraph';

// Each is loaded by its own contestants only: a second and some 50 MB would otherwise burden every process of the suite.
const load = createRequire(__filename);

export const loadAsync = (): typeof Async => load('async') as typeof Async;

export const loadEffect = (): typeof EffectModule => load('effect/Effect') as typeof EffectModule;

export function loadLangGraph(): typeof LangGraph {
  // Each of its tasks listens to one signal.
  setMaxListeners(0);
  return load('@langchain/langgraph') as typeof LangGraph;
}
