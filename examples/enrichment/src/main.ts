import { runCommand } from './command';

void runCommand(process).then((exitCode) => {
  process.exitCode = exitCode;
});
