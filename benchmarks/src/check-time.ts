// W11: how long the compiler takes to check the wiring of a class of 400 and of 800 nodes with 3 dependencies each.
// Run it by `npm run check-time -w benchmarks`, after `npm run build`; `-- --compiler=typescript-7` takes another compiler.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = dirname(require.resolve('../../package.json'));
const launches = 5;

/** A class of `count` nodes, each on three nodes before it, typed alternately. */
function generateClass(count: number): string {
  const types = ['number', 'string', '{ readonly amount: number }'];
  const results = ['1', "''", '{ amount: 1 }'];
  const lines = ["import { input, node } from '@millrace/core';", '', 'export class Generated {'];
  for (let i = 0; i < 3; i++) lines.push(`  @input() declare readonly n${i}: ${types[i]};`);
  for (let i = 3; i < count + 3; i++) {
    const on = [i - 1, i - 2 - (i % 2), Math.max(0, i - 3 - ((i * 7) % 40))].map((j) => Math.max(0, j));
    const names = on.map((j) => `'n${j}'`).join(', ');
    const parameters = on.map((j, k) => `p${k}: ${types[j % 3]}`).join(', ');
    lines.push(
      `  @node(${names}) n${i}(${parameters}): ${types[i % 3]} {`,
      `    return [p0, p1, p2].length > 3 ? ${results[i % 3]} : ${results[i % 3]};`,
      '  }',
    );
  }
  return [...lines, '}', ''].join('\n');
}

/** Seconds that the compiler says it took to check a class of so many nodes. */
export function checkSeconds(compiler: string, count: number): number {
  // Inside the repository, so that the package and its peers are found as a user's are.
  const folder = join(root, 'node_modules', '.cache', 'millrace-check-time', `${compiler}-${count}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'generated.ts'), generateClass(count));
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig(folder)));
  const report = execFileSync(
    process.execPath,
    [resolve(root, 'node_modules', compiler, 'bin', 'tsc'), '-p', folder, '--extendedDiagnostics'],
    { encoding: 'utf8' },
  );
  const seconds = /Check time:\s+([\d.]+)s/.exec(report)?.[1];
  if (seconds === undefined) throw new Error(`${compiler} said nothing of its check time:\n${report}`);
  return Number(seconds);
}

function tsconfig(folder: string): object {
  return {
    extends: relative(folder, join(root, 'tsconfig.base.json')).replaceAll('\\', '/'),
    compilerOptions: { composite: false, declaration: false, declarationMap: false, noEmit: true },
    files: ['generated.ts'],
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}

function main(): void {
  const compiler = process.argv.find((argument) => argument.startsWith('--compiler='))?.slice('--compiler='.length) ?? 'typescript';
  const seconds: Record<400 | 800, number[]> = { 400: [], 800: [] };
  for (let launch = 0; launch < launches; launch++)
    for (const count of [400, 800] as const) seconds[count].push(checkSeconds(compiler, count));

  const [small, large] = [median(seconds[400]), median(seconds[800])];
  console.log(`W11, ${compiler}, median of ${launches} launches (minimum to maximum)`);
  for (const count of [400, 800] as const)
    console.log(`  ${count} nodes: ${median(seconds[count])} s (${Math.min(...seconds[count])} to ${Math.max(...seconds[count])})`);
  console.log(`  800 to 400: ${(large / small).toFixed(2)}×`);
}

if (require.main === module) main();
