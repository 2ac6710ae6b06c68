import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { checkBuiltSite } from './check-built-site';

it('tells of links to pages and anchors that are not there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-site-'));
  mkdirSync(join(folder, 'concepts'));
  writeFileSync(
    join(folder, 'index.html'),
    '<a href="/base/concepts/nodes#role">1</a> <a class="b" href="/base/concepts/nodes#none">2</a>',
  );
  writeFileSync(
    join(folder, 'concepts/nodes.html'),
    '<h2 id="role">Role</h2> <a href="../index.html">1</a> <a href="./none">2</a> <a href="#role">3</a>',
  );

  expect(checkBuiltSite(folder, '/base/').sort()).toEqual([
    'concepts/nodes.html: ./none leads to nothing.',
    'index.html: /base/concepts/nodes#none leads to nothing.',
  ]);
  rmSync(folder, { recursive: true });
});
