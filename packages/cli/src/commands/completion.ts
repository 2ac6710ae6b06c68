import { Argument } from 'commander';
import { completionScript, shells, type Shell } from '../completing/completion-script';
import { describeProgram } from '../completing/describe-program';
import { exitCodes } from '../terminal/exit-codes';
import type { AddCommand } from './command-context';

/** `millrace completion <shell>`: a script that completes commands, options and files. */
export const addCompletion: AddCommand = (program, { terminal, action }) => {
  program
    .command('completion')
    .description('print a script by which a shell completes commands and options')
    .addArgument(new Argument('<shell>', 'for which shell').choices(shells))
    .addHelpText(
      'after',
      '\nbash: eval "$(millrace completion bash)" in ~/.bashrc\nzsh:  eval "$(millrace completion zsh)" in ~/.zshrc\nfish: millrace completion fish | source',
    )
    .action(
      action((shell: Shell) => {
        terminal.stdout.write(completionScript(shell, describeProgram(program)));
        return Promise.resolve(exitCodes.done);
      }),
    );
};
