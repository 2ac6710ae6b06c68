import { Option, type Command } from 'commander';
import type { ProjectOptions } from '../loading/load-project';
import { loaders } from '../loading/load-typescript';
import { collectKeyValue } from '../values/key-value';

/** The options of all commands that load a dataflow. */
export interface SharedOptions extends ProjectOptions {
  readonly verbose?: boolean;
}

/** Adds the options by which every command finds its dataflow. */
export function addProjectOptions(command: Command): Command {
  return command
    .optionsGroup('Which dataflow:')
    .addOption(new Option('-m, --module <path>', 'a module that exports dataflow classes; may be repeated').argParser(collectTexts))
    .addOption(new Option('--class <names>', 'take only these classes of what the modules export').argParser(collectNames))
    .option('-c, --config <file>', "the dataflow's config: JSON, YAML, TypeScript or JavaScript")
    .addOption(new Option('--set <key=value>', 'one key of the config, over the file; may be repeated').argParser(collectKeyValue('--set')))
    .addOption(new Option('--loader <name>', 'what loads TypeScript').choices(loaders))
    .option('--types', 'check types while loading, with ts-node')
    .optionsGroup('Options:')
    .option('--verbose', 'show stack traces with errors');
}

/** Adds `[modules...]`, where a command has no other arguments. */
export function addModules(command: Command): Command {
  return command.argument('[modules...]', 'files that export dataflow classes; default: those of millrace.config.*');
}

/** Parses `a,b`, also when repeated. */
export function collectNames(text: string, earlier: readonly string[] = []): string[] {
  return [...earlier, ...text.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]))];
}

function collectTexts(text: string, earlier: readonly string[] = []): string[] {
  return [...earlier, text];
}
