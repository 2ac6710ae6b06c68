import { dirname } from 'node:path';
import type { Driver } from '@millrace/core';
import { CliError } from '../terminal/cli-error';
import type { Terminal } from '../terminal/terminal';
import type { Values } from '../values/key-value';
import { findDataflows } from './find-dataflows';
import { findModule } from './find-module';
import { loadCore, type Core } from './load-core';
import { shortPath } from '../terminal/place-in-stack';
import { loadModule, type LoadOptions } from './load-module';
import type { TypeScriptOptions } from './load-typescript';
import { readConfig } from './read-config';
import { findSettings, type FoundSettings } from './settings';

/** What the options that all commands share say of the dataflow. */
export interface ProjectOptions extends TypeScriptOptions {
  readonly module?: readonly string[] | undefined;
  readonly class?: readonly string[] | undefined;
  readonly config?: string | undefined;
  readonly set?: Values | undefined;
}

/** The modules of a command, loaded, with what is needed to make a driver of them. */
export interface Project {
  readonly core: Core;
  /** Dataflow classes, and instances of them. */
  readonly dataflows: readonly object[];
  readonly config: Values;
  readonly settings: Pick<FoundSettings, 'pools' | 'executors'>;
  /** The files that were named, absolute, and the settings if there are any. */
  readonly files: readonly string[];
}

/** Loads the modules that the command line names, else those of the settings. The graph is not built yet. */
export async function loadProject(paths: readonly string[], options: ProjectOptions, { cwd }: Pick<Terminal, 'cwd'>): Promise<Project> {
  const settings = await findSettings(cwd, { cwd, loader: options.loader });
  const loading: LoadOptions = { cwd, loader: options.loader ?? settings.loader, types: options.types };
  const named = [...paths, ...(options.module ?? [])];
  const modules = named.length > 0 ? named : settings.modules;
  if (modules.length === 0) {
    throw new CliError('No module is named, and there is no millrace.config.* that names one.', {
      hint: 'Name the file that exports the dataflow class: millrace list src/sales.ts',
    });
  }
  const files = modules.map((path) => findModule(path, cwd));
  // Before what loads TypeScript is registered, which would look at each of its many files: with tsx that takes half a second.
  const core = loadCore(dirname(files[0] ?? cwd));
  const loaded = [];
  // One after the other, as imports in a file would be.
  for (const file of files) loaded.push({ path: shortPath(file, cwd), exports: await loadModule(file, loading) });
  const read = options.config === undefined ? {} : await readConfig(options.config, loading);
  return {
    core,
    dataflows: findDataflows(loaded, core, options.class ?? settings.classes),
    config: { ...settings.config, ...read, ...options.set },
    settings,
    files: settings.file === undefined ? files : [...files, settings.file],
  };
}

/**
 * Makes the driver of a project.
 *
 * @throws GraphValidationError with all faults of the graph.
 */
export function driverOf({ core, dataflows, config, settings: { pools, executors = [] } }: Project): Driver {
  const inProcess = Object.fromEntries(executors.map((name) => [name, 'in-process'] as const));
  return new core.Driver({ modules: dataflows, config, ...(pools && { pools }), ...(executors.length > 0 && { executors: inProcess }) });
}
