import { Option, type Command } from 'commander';
import type { PictureOptions } from '../pictures';

const orients = ['LR', 'RL', 'TB', 'BT'] as const;

/** The options that say how a picture looks. */
export interface LookOptions {
  readonly orient?: (typeof orients)[number];
  readonly groupBy?: 'scope' | 'module';
  readonly hideInputs?: boolean;
  readonly showTags?: boolean;
  readonly showSchemas?: boolean;
  readonly showIntermediate?: boolean;
  readonly legend: boolean;
}

/** Adds them to a command. */
export function addLookOptions(command: Command): Command {
  return command
    .optionsGroup('Look of the picture:')
    .addOption(new Option('--orient <direction>', 'where arrows point to').choices(orients))
    .addOption(new Option('--group-by <what>', 'what boxes stand for: fan-outs and namespaces, or classes').choices(['scope', 'module']))
    .option('--hide-inputs', 'leave inputs out')
    .option('--show-tags', 'write tags below names')
    .option('--show-schemas', 'write the fields of schemas below names')
    .option('--show-intermediate', 'draw raw values and the verdicts of validators, too')
    .option('--no-legend', 'do not explain the shapes');
}

/** What they mean for a picture. */
export function lookOf({ orient, groupBy, hideInputs, showTags, showSchemas, showIntermediate, legend }: LookOptions): PictureOptions {
  return {
    legend,
    ...(orient && { orient }),
    ...(groupBy && { groupBy }),
    ...(hideInputs && { hideInputs }),
    ...(showTags && { showTags }),
    ...(showSchemas && { showSchemas }),
    ...(showIntermediate && { showIntermediate }),
  };
}
