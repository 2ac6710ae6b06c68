export { move } from './move';
export { workerThreads, type WorkerThreads, type WorkerThreadsOptions } from './worker-threads';
