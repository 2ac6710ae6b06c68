import { join, relative, resolve } from 'node:path';
import { Option } from 'commander';
import { compareSnapshots, isDifferent } from '../comparing/compare-snapshots';
import { diffJson, formatDiff, type Side } from '../comparing/format-diff';
import { pictureOfDiff } from '../comparing/picture-of-diff';
import { snapshotArguments } from '../comparing/snapshot-arguments';
import type { Snapshot } from '../comparing/snapshot';
import { takeSnapshot } from '../comparing/take-snapshot';
import { addLookOptions, lookOf, type LookOptions } from '../drawing/draw-options';
import { formatNames, pictureFormat } from '../drawing/picture-format';
import { writePicture } from '../drawing/write-picture';
import { checkedOut } from '../git/checked-out';
import { findRepository, findRevision, type Repository, type Revision } from '../git/repository';
import type { PictureFormat } from '../pictures';
import { CliError } from '../terminal/cli-error';
import { coloursFor } from '../terminal/colours';
import { exitCodes, type ExitCode } from '../terminal/exit-codes';
import type { AddCommand } from './command-context';
import { addProjectOptions, type SharedOptions } from './project-options';

interface DiffOptions extends SharedOptions, LookOptions {
  readonly output?: string;
  readonly format?: PictureFormat;
  readonly json?: boolean;
  readonly exitCode?: boolean;
}

/** `millrace diff <rev> [rev]`: what has changed between two revisions, or since one. */
export const addDiff: AddCommand = (program, { terminal, action }) => {
  const { stdout, stderr, env, cwd } = terminal;
  const command = program
    .command('diff')
    .description('show which nodes were added, removed or changed between two git revisions, or since one')
    .argument('<from>', 'a revision: a hash, a branch, a tag, HEAD~3')
    .argument('[to]', 'another one; default: the work tree as it is')
    .option('-o, --output <file>', 'draw both graphs in one picture: .svg, .png, .mmd, .dot, .json or .html')
    .addOption(new Option('-f, --format <format>', 'the format of the picture, where the file does not say it').choices(formatNames))
    .option('--json', 'print JSON')
    .option('--exit-code', 'exit with 1 where there are differences');
  addProjectOptions(addLookOptions(command)).action(
    action(async (from: string, to: string | undefined, { output, format, json, exitCode, ...options }: DiffOptions): Promise<ExitCode> => {
      const chosen = output === undefined ? format : pictureFormat(output, format);
      const repository = await findRepository(cwd);
      const revisions = await Promise.all([from, to].map((name) => (name === undefined ? undefined : findRevision(repository, name))));

      const stopping = new AbortController();
      let interruptedBy: ExitCode | undefined;
      const interrupts = terminal.onInterrupt((signal) => {
        interruptedBy = signal === 'SIGINT' ? exitCodes.interrupted : exitCodes.terminated;
        stopping.abort();
      });
      let snapshots: Snapshot[];
      try {
        // Both before either is waited for; where one fails, the other is still tidied up after.
        const taken = await Promise.allSettled(
          revisions.map((revision) => snapshotAt({ revision, repository, options, cwd, signal: stopping.signal })),
        );
        snapshots = taken.map((one) => {
          if (one.status === 'rejected') throw one.reason;
          return one.value;
        });
      } catch (error) {
        if (interruptedBy === undefined) throw error;
        stderr.write('\nInterrupted; what was checked out has been removed.\n');
        return interruptedBy;
      } finally {
        interrupts.dispose();
      }

      const [before, after] = snapshots;
      if (before === undefined || after === undefined) throw new Error('Two snapshots were to be taken.');
      const diff = compareSnapshots(before, after);
      const [fromSide, toSide] = [sideOf(revisions[0], before), sideOf(revisions[1], after)];
      const sides = { from: fromSide, to: toSide };
      if (chosen !== undefined) {
        const { graph, styleOf } = pictureOfDiff(before.graph, after.graph, diff);
        const { renderGraph } = await import('../pictures/index.js');
        const title = `${fromSide.name} → ${toSide.name}`;
        await writePicture(await renderGraph(graph, chosen, { ...lookOf(options), styleOf, title }), output, terminal);
      }
      const isPictureOnStdout = chosen !== undefined && (output === undefined || output === '-');
      if (!isPictureOnStdout)
        stdout.write(
          json === true ? `${JSON.stringify(diffJson(diff, sides), null, 2)}\n` : formatDiff(diff, sides, coloursFor(stdout, env)),
        );
      return exitCode === true && isDifferent(diff) ? exitCodes.refused : exitCodes.done;
    }),
  );
};

interface SnapshotAt {
  /** Undefined for the work tree. */
  readonly revision: Revision | undefined;
  readonly repository: Repository;
  readonly options: SharedOptions;
  readonly cwd: string;
  readonly signal: AbortSignal;
}

/** The graph of a revision: the same modules, seen from the same folder. */
async function snapshotAt({ revision, repository, options, cwd, signal }: SnapshotAt): Promise<Snapshot> {
  const modules = (options.module ?? []).map((path) => relative(cwd, resolve(cwd, path)));
  const args = [...snapshotArguments(options, cwd), ...modules.flatMap((path) => ['--module', path])];
  if (revision === undefined) return takeSnapshot({ cwd, args, signal });
  return checkedOut(repository, revision, async (tree) => {
    try {
      return await takeSnapshot({ cwd: join(tree, repository.prefix), args, signal });
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      const { message, hint, exitCode, cause } = error;
      // Paths as they are in the repository; where it was checked out does not matter to anybody.
      const local = (text: string): string => text.replaceAll(`${tree}/`, '');
      throw new CliError(`At ${revision.name}: ${local(message)}`, { hint: hint && local(hint), exitCode, cause });
    }
  });
}

function sideOf(revision: Revision | undefined, { graph: { version } }: Snapshot): Side {
  return revision === undefined ? { name: 'work tree', version } : { ...revision, version };
}
