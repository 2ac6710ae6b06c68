import { isDeepStrictEqual } from 'node:util';
import type { FaultCollector } from '../errors/fault-collector';
import { invalidMethod, reservedName } from '../errors/method-faults';
import { configShadowsNode, conflictingInputs, duplicateNode } from '../errors/name-faults';
import { invalidOption } from '../errors/option-faults';
import type { InputRecord } from '../metadata/class-metadata';
import { isStandardSchema } from '../types/standard-schema';
import type { DefinedMember } from './defined-member';
import { isReservedName } from './node-name';
import { meaningsOf } from './meanings';
import { NodeTable } from './node-table';
import type { DataflowModule } from './read-modules';

/** What naming needs to know besides the members. */
export interface NamingOptions {
  readonly config: Readonly<Record<string, unknown>>;
  readonly allowOverrides: boolean;
}

/** Gives every definition its name in the graph, and declared inputs theirs; two of one name are a fault unless a later module may win. */
export function nameNodes(members: readonly DefinedMember[], { config, allowOverrides }: NamingOptions, faults: FaultCollector): NodeTable {
  const table = new NodeTable(config);
  nameMethods(members, table, allowOverrides, faults);
  for (const key of Object.keys(config)) {
    const node = table.get(key);
    if (node !== undefined) faults.add(configShadowsNode(key, node.place));
  }
  nameInputs(members, table, faults);
  return table;
}

function nameMethods(members: readonly DefinedMember[], table: NodeTable, allowOverrides: boolean, faults: FaultCollector): void {
  const claims = new Map<string, DefinedMember[]>();
  for (const defined of members) {
    const { module, place, isSound } = defined;
    for (const definition of defined.definitions) {
      const name = module.prefix + definition.name;
      const earlier = table.get(name);
      if (earlier?.kind === 'method' && !(allowOverrides && earlier.module !== module)) {
        const owner = members.find(
          (candidate) => candidate.module === earlier.module && candidate.member.key === earlier.definition.method,
        );
        claims.set(name, [...(claims.get(name) ?? (owner === undefined ? [] : [owner])), defined]);
        table.put({ ...earlier, isSound: false });
      } else {
        if (isReservedName(name)) faults.add(reservedName(place, name));
        table.put({ id: table.idFor(name), kind: 'method', name, place, module, definition, isSound });
      }
    }
  }
  for (const [name, owners] of claims) faults.add(duplicateNode(name, owners.map(placeInModule), commonBase(owners)));
}

function nameInputs(members: readonly DefinedMember[], table: NodeTable, faults: FaultCollector): void {
  const declared = new Map<string, { readonly place: string; readonly record: InputRecord }>();
  for (const { state, member, module, place } of members) {
    if (state !== 'input' || member.input === undefined) continue;
    if (!checkInput(member, place, faults)) continue;
    const name = member.key;
    if (module.within !== undefined && isHandedIn(name, module, table)) continue;
    const node = table.get(name);
    if (node?.kind === 'method') {
      if (node.module === module) faults.add(duplicateNode(name, [node.place, `${place} (an input)`], undefined));
      continue;
    }
    const earlier = declared.get(name);
    if (earlier !== undefined) checkAgreement(name, earlier, { place, record: member.input }, faults);
    const record = { ...earlier?.record, ...member.input };
    declared.set(name, { place: earlier?.place ?? place, record });
    table.put({
      id: table.idFor(name),
      kind: table.hasConfig(name) ? 'config' : 'input',
      name,
      place: earlier?.place ?? place,
      moduleName: node?.kind === 'input' || node?.kind === 'config' ? node.moduleName : module.name,
      description: record.description ?? '',
      input: { schema: record.schema, default: record.default },
      isSound: true,
    });
  }
}

/** Whether an input of a subdag's class is given by something around it, so that it is no input of the graph. */
function isHandedIn(name: string, module: DataflowModule, table: NodeTable): boolean {
  return Object.hasOwn(module.config, name) || table.find(meaningsOf(name, { module }))?.kind === 'method';
}

function checkInput(member: DefinedMember['member'], place: string, faults: FaultCollector): boolean {
  const what = { method: 'a method', static: 'static', symbol: 'named by a symbol', accessor: undefined, field: undefined }[member.kind];
  if (what !== undefined) faults.add(invalidMethod(place, '@input', what, 'An input is a field: @input() declare readonly x: T.'));
  else if (isReservedName(member.key)) faults.add(reservedName(place, member.key));
  else if (member.input?.schema !== undefined && !isStandardSchema(member.input.schema)) {
    faults.add(
      invalidOption(
        `${place} @input`,
        'schema',
        'something without "~standard"',
        'a Standard Schema, such as those of zod, valibot or arktype',
      ),
    );
  }
  return what === undefined && !isReservedName(member.key);
}

interface Declared {
  readonly place: string;
  readonly record: InputRecord;
}

function checkAgreement(name: string, earlier: Declared, later: Declared, faults: FaultCollector): void {
  const places = [earlier.place, later.place] as const;
  const [a, b] = [earlier.record, later.record];
  if (a.schema !== undefined && b.schema !== undefined && a.schema !== b.schema) faults.add(conflictingInputs(name, places, 'schema'));
  if (a.default !== undefined && b.default !== undefined && !isDeepStrictEqual(a.default.value, b.default.value)) {
    faults.add(conflictingInputs(name, places, 'default'));
  }
}

function placeInModule({ place, member, module }: DefinedMember): string {
  return member.declaredBy === module.cls ? place : `${place} (inherited by ${module.name})`;
}

/** The base class from which all of them inherit the same method. */
function commonBase(owners: readonly DefinedMember[]): string | undefined {
  const [first] = owners;
  if (first === undefined || first.member.declaredBy === first.module.cls) return undefined;
  const isCommon = owners.every(
    ({ member, module }) =>
      member.declaredBy === first.member.declaredBy && member.key === first.member.key && module.cls !== member.declaredBy,
  );
  return isCommon ? first.member.declaredBy.name : undefined;
}
