import { CliError } from '../terminal/cli-error';
import { askGit, git } from './git';

/** The repository around a folder. */
export interface Repository {
  /** Its top folder, absolute. */
  readonly root: string;
  /** The way from there to the folder; empty at the top. */
  readonly prefix: string;
}

/** A commit, as it was named and as git knows it. */
export interface Revision {
  readonly name: string;
  readonly commit: string;
}

/** Finds the repository around a folder. */
export async function findRepository(cwd: string): Promise<Repository> {
  const { code, stdout } = await askGit(cwd, ['rev-parse', '--show-toplevel', '--show-prefix']);
  const [root, prefix = ''] = stdout.split('\n');
  if (code !== 0 || root === undefined || root === '')
    throw new CliError('This folder is in no git work tree, so there are no revisions to compare.', {
      hint: `It was looked for from ${cwd} upwards.`,
    });
  return { root, prefix };
}

/** Finds a commit by anything that git takes for one: a hash, a branch, a tag, HEAD~3, main@{last.week}. */
export async function findRevision({ root }: Repository, name: string): Promise<Revision> {
  const { code, stdout } = await askGit(root, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
  if (code === 0) return { name, commit: stdout.trim() };
  const isShallow = (await git(root, ['rev-parse', '--is-shallow-repository'])).trim() === 'true';
  throw new CliError(`There is no revision "${name}" in this repository.`, {
    hint: isShallow
      ? 'The repository is a shallow clone: git fetch --unshallow gets the rest (in GitHub Actions: fetch-depth: 0 of actions/checkout).'
      : '"git log --oneline" and "git branch --all" show what there is.',
  });
}
