export { gracefulErrors, type GracefulErrorsOptions } from './graceful-errors';
export { logger, type LoggerOptions, type PinoLike } from './logger';
export { printNodes, type PrintNodesOptions } from './print-nodes';
export { progressBar, type ProgressBarOptions } from './progress-bar';
export { recordRun, type RecordRunOptions, type RunRecorder } from './record-run';
export {
  runTraceFormat,
  type RunTrace,
  type TracedCall,
  type TracedError,
  type TracedFanOut,
  type TracedItem,
  type TracedNode,
} from './run-trace';
export { slowDown } from './slow-down';
export { typeCheck, type TypeCheckOptions } from './type-check';
