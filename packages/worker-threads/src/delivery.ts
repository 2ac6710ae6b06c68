import { queueOptionsSymbol, type Piscina } from 'piscina';

type GiveToWorker = NonNullable<NonNullable<ConstructorParameters<typeof Piscina>[0]>['loadBalancer']>;

/** Batches that a worker has at most: one that runs, and one behind it. */
export const MOST_IN_WORKER = 2;

/** How a batch gets to a worker. */
export class Delivery {
  /** Whether it may wait in a worker behind another: the worker goes on with it at once, but no other worker can take it then. */
  readonly mayBeBehind: boolean;
  /** Whether it was given to a worker that had another. */
  isBehind = false;

  constructor({ mayBeBehind }: Pick<Delivery, 'mayBeBehind'>) {
    this.mayBeBehind = mayBeBehind;
  }
}

/** Gives a batch to a worker that has none, or behind that of another; to nobody if they all have enough. */
export const giveToWorker: GiveToWorker = ({ [queueOptionsSymbol]: delivery }, workers) => {
  const free = workers.find(({ currentUsage }) => currentUsage === 0);
  if (free !== undefined || !(delivery instanceof Delivery) || !delivery.mayBeBehind) return free ?? null;
  // Of a worker with one batch that can be aborted, the usage is infinite.
  const next = workers.find(({ isRunningAbortableTask }) => isRunningAbortableTask);
  delivery.isBehind = next !== undefined;
  return next ?? null;
};
