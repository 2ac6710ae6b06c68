import { resolve } from 'node:path';
import type { ProjectOptions } from '../loading/load-project';

/** The options of a command as arguments of `snapshot`; the config of the command line is the same wherever the snapshot is taken. */
export function snapshotArguments(
  { class: classes = [], config, set = {}, loader, types }: Omit<ProjectOptions, 'module'>,
  cwd: string,
): string[] {
  return [
    ...classes.flatMap((name) => ['--class', name]),
    ...(config === undefined ? [] : ['--config', resolve(cwd, config)]),
    ...Object.entries(set).flatMap(([key, value]) => ['--set', `${key}=${JSON.stringify(value)}`]),
    ...(loader === undefined ? [] : ['--loader', loader]),
    ...(types === true ? ['--types'] : []),
  ];
}
