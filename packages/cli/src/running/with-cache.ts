import { resolve } from 'node:path';
import type { Driver } from '@millrace/core';
import type { Core } from '../loading/load-core';
import { CliError } from '../terminal/cli-error';

/** A driver that keeps results in a folder, if the installed library can. */
export function withCache(driver: Driver, folder: string, { core, cwd }: { readonly core: Core; readonly cwd: string }): Driver {
  const { fileCache } = core as Core & { readonly fileCache?: unknown };
  if (typeof fileCache !== 'function') {
    throw new CliError('The installed @millrace/core has no cache, so --cache cannot be used.', {
      hint: 'Update @millrace/core, or run without --cache.',
    });
  }
  // Looked up by name, since older versions of the library do not have it.
  const change: object = { cache: (fileCache as (folder: string) => unknown)(resolve(cwd, folder)) };
  return driver.with(change);
}
