// What an executor is made with, for packages that have one.
export type { BlockRunner, RunningBatch } from '../runtime/executors/block-runner';
export { canClone } from '../runtime/executors/can-clone';
export type { Executor, ItemsOutcome, OpenBlock, RunningItems, Unsendable } from '../runtime/executors/executor';
export type { ItemWatch } from '../runtime/executors/item-watch';
export type { SentBlock, SentDriver, SentItems, SentResults } from '../runtime/executors/sent';
export { receiveThrown, sendThrown, type SentThrown } from '../runtime/executors/sent-thrown';
export { unsendableValue, workerLost, workerSetup } from '../errors/executor-errors';
export { Recent } from './recent';
export { WorkerBlocks } from './worker-blocks';
export type { WorkerModules } from './worker-driver';
