import 'reflect-metadata';

import { runCommand } from './command';

void runCommand(process.argv.slice(2), process).then((exitCode) => {
  process.exitCode = exitCode;
});
