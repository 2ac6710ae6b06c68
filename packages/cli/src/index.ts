export { defineSettings, type Settings } from './loading/settings';
export { main } from './main';
export { exitCodes, type ExitCode } from './terminal/exit-codes';
export type { OnInterrupt, Output, Terminal } from './terminal/terminal';
