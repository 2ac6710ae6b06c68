import { resolve } from 'node:path';
import type { Driver } from '@millrace/core';
import type { Core } from '../loading/load-core';

/** A driver that keeps the results of all nodes in a folder. Throws `CACHE_UNAVAILABLE` for one that cannot be used. */
export function withCache(driver: Driver, folder: string, { core, cwd }: { readonly core: Core; readonly cwd: string }): Driver {
  return driver.with({ cache: core.fileCache(resolve(cwd, folder)) });
}
