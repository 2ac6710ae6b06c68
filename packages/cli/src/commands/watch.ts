import { resolve } from 'node:path';
import { Option } from 'commander';
import { snapshotArguments } from '../comparing/snapshot-arguments';
import { takeSnapshot } from '../comparing/take-snapshot';
import { addLookOptions, lookOf, type LookOptions } from '../drawing/draw-options';
import { formatNames, pictureFormat } from '../drawing/picture-format';
import { writePicture } from '../drawing/write-picture';
import { findModule } from '../loading/find-module';
import { findSettings } from '../loading/settings';
import type { PictureFormat } from '../pictures';
import { CliError } from '../terminal/cli-error';
import { coloursFor } from '../terminal/colours';
import { exitCodes, type ExitCode } from '../terminal/exit-codes';
import { count } from '../terminal/format-rows';
import { shortPath } from '../terminal/place-in-stack';
import { reportError } from '../terminal/report-error';
import { FileWatch } from '../watching/watch-files';
import type { AddCommand } from './command-context';
import { addModules, addProjectOptions, type SharedOptions } from './project-options';

interface WatchOptions extends SharedOptions, LookOptions {
  readonly output?: string;
  readonly format?: PictureFormat;
}

/** `millrace watch`: checks the graph, and draws it, whenever a file changes. */
export const addWatch: AddCommand = (program, { terminal, action }) => {
  const { stdout, stderr, env, cwd } = terminal;
  const command = addModules(program.command('watch'))
    .description('check the graph, and draw it, whenever a file changes; Ctrl-C ends it')
    .option('-o, --output <file>', 'draw the graph each time: .svg, .png, .mmd, .dot, .json or .html')
    .addOption(new Option('-f, --format <format>', 'the format of the picture, where the file does not say it').choices(formatNames));
  addProjectOptions(addLookOptions(command)).action(
    action(async (modules: string[], { output, format, ...options }: WatchOptions): Promise<ExitCode> => {
      const chosen = output === undefined ? undefined : pictureFormat(output, format);
      if (output === '-') throw new CliError('watch draws into a file, not to stdout.', { hint: 'Name one: -o graph.html' });
      const settings = await findSettings(cwd, { cwd, loader: options.loader });
      const named = [...modules, ...(options.module ?? [])];
      const files = (named.length > 0 ? named : settings.modules).map((path) => findModule(path, cwd));
      if (files.length === 0)
        throw new CliError('No module is named.', { hint: 'Name the file that exports the dataflow class: millrace watch src/sales.ts' });

      const { green, dim } = coloursFor(stdout, env);
      const args = [...files, ...snapshotArguments(options, cwd)];
      const stopping = new AbortController();
      const drawn = output === undefined ? undefined : resolve(cwd, output);

      const round = async (): Promise<void> => {
        try {
          const { graph, files: loaded } = await takeSnapshot({ cwd, args, signal: stopping.signal });
          watched.add(loaded);
          stdout.write(`${green('No faults')}: ${count(graph.nodes.length, 'node')}, version ${graph.version}.\n`);
          if (chosen === undefined) return;
          const { renderGraph } = await import('../pictures/index.js');
          await writePicture(await renderGraph(graph, chosen, lookOf(options)), output, terminal);
          stdout.write(dim(`${output} is drawn.\n`));
        } catch (error) {
          if (!stopping.signal.aborted) reportError(error, terminal, options.verbose === true);
        }
      };

      let changed: string | undefined;
      let wake = (): void => undefined;
      const watched = new FileWatch((file) => {
        if (file === drawn) return;
        changed = file;
        wake();
      });
      watched.addBelow(files);
      watched.add([
        ...(settings.file === undefined ? [] : [settings.file]),
        ...(options.config === undefined ? [] : [resolve(cwd, options.config)]),
      ]);
      let endedBy: ExitCode = exitCodes.done;
      const interrupts = terminal.onInterrupt((signal) => {
        endedBy = signal === 'SIGINT' ? exitCodes.interrupted : exitCodes.terminated;
        stopping.abort();
        wake();
      });
      try {
        for (;;) {
          await round();
          stderr.write(dim('Waiting for changes; Ctrl-C ends.\n'));
          // What has changed during a round begins the next one at once.
          while (changed === undefined && !stopping.signal.aborted) await new Promise<void>((resume) => (wake = resume));
          if (stopping.signal.aborted) return endedBy;
          stdout.write(`\n${shortPath(changed ?? '', cwd)} changed.\n`);
          changed = undefined;
        }
      } finally {
        interrupts.dispose();
        watched.close();
      }
    }),
  );
};
