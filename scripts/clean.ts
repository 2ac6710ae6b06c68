// Removes what the build wrote, with what it wrote for sources that are gone since (`tsc -b --clean` leaves those).
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { root } from './repository';

const folders = ['packages', 'examples'].flatMap((parent) => readdirSync(join(root, parent)).map((entry) => join(root, parent, entry)));

for (const folder of [...folders, join(root, 'benchmarks')]) {
  const built = join(folder, 'dist');
  if (existsSync(built)) rmSync(built, { recursive: true });
}
