import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { askGit, git } from './git';
import type { Repository, Revision } from './repository';

/**
 * Has a revision in a folder of its own while it is used: a work tree that git makes beside the real one, in the folder for temporary files,
 * with the packages (`node_modules`) of the real one. The real work tree and its index are not touched. In the end all of it is removed.
 */
export async function checkedOut<T>(repository: Repository, { commit }: Revision, use: (folder: string) => Promise<T>): Promise<T> {
  const { root } = repository;
  const temporary = await mkdtemp(join(tmpdir(), 'millrace-'));
  const tree = join(temporary, 'tree');
  try {
    await git(root, ['worktree', 'add', '--quiet', '--detach', tree, commit]);
    await linkPackages(root, tree, temporary);
    return await use(tree);
  } finally {
    // Where git fails to, it forgets the folder later by itself; other work trees are none of our business.
    await askGit(root, ['worktree', 'remove', '--force', tree]);
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Puts a link to each `node_modules` of the real work tree where it belongs in the other one; those above the repository, above it. */
async function linkPackages(root: string, tree: string, temporary: string): Promise<void> {
  const folders = (await git(root, ['-C', tree, 'ls-tree', '-r', '-d', '-z', '--name-only', 'HEAD']))
    .split('\0')
    .filter((folder) => folder !== '');
  for (const folder of ['', ...folders]) {
    const packages = join(root, folder, 'node_modules');
    const link = join(tree, folder, 'node_modules');
    if (existsSync(packages) && !existsSync(link)) await symlink(packages, link, 'junction');
  }
  for (let folder = dirname(root); folder !== dirname(folder); folder = dirname(folder)) {
    const packages = join(folder, 'node_modules');
    if (existsSync(packages)) return symlink(packages, join(temporary, 'node_modules'), 'junction');
  }
}
