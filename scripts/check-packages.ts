// Packs the packages and checks what would be published: publint and Are The Types Wrong, both called in
// one process, which takes a fifth of the time that their command lines take.
import { readFileSync } from 'node:fs';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

import { packedPackages, type Packed } from './packed-packages';

async function main(): Promise<void> {
  for (const packed of (await packedPackages()).values()) {
    const faults = [...(await publintFaults(packed)), ...(await typeFaults(packed))];
    console.log(`${faults.length === 0 ? '✓' : '✗'} ${packed.name}`);
    for (const fault of faults) console.error(`  ${fault}`);
    if (faults.length > 0) process.exitCode = 1;
  }
}

/** As `publint --strict`; suggestions count too. */
async function publintFaults({ tarball }: Packed): Promise<string[]> {
  const { buffer, byteOffset, byteLength } = readFileSync(tarball);
  const { messages, pkg } = await publint({ strict: true, pack: { tarball: buffer.slice(byteOffset, byteOffset + byteLength) } });
  return messages.map((message) => `publint: ${formatMessage(message, pkg ?? {}, { color: false }) ?? message.code}`);
}

/** As `attw` with its strict profile: every way of resolving counts. */
async function typeFaults({ tarball }: Packed): Promise<string[]> {
  const result = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(tarball))));
  if (result.types === false) return ['attw: there are no types in it.'];
  return result.problems.map((problem) => `attw: ${JSON.stringify(problem)}`);
}

void main();
