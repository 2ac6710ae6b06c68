import type { StandardSchemaV1 } from '@standard-schema/spec';
import { describeValue } from '../errors/describe-value';
import { unknownOption } from '../errors/option-faults';
import { invalidOutput, missingField } from '../errors/output-errors';
import type { Modifier, ModifierContext } from '../metadata/modifier';
import { isStandardSchema, judged } from '../types/standard-schema';
import { extractModifier, type Field } from './extract-modifier';
import { isRecord } from './read-bindings';

/** What stands in for fields that a record lacks. */
type Filler = { readonly value: unknown } | undefined;

/** Makes nodes of fields of a record: given are names, or a record of schemas by name, with options behind them. */
export function extractFieldsModifier(given: readonly unknown[]): Modifier {
  return extractModifier('extractFields', given, (context) => {
    const { entries, options, leftOver } = split(given);
    for (const other of leftOver)
      context.refuse(
        'INVALID_OPTION',
        `${context.at} has ${describeValue(other)} behind its fields, where it takes { fillWith }. ${example}`,
      );
    if (entries.length === 0) context.refuse('INVALID_OPTION', `${context.at} names no field. ${example}`);
    const isSound = checkOptions(options, context);
    const filler = isSound && options?.fillWith !== undefined ? { value: options.fillWith } : undefined;
    const fields = entries.flatMap(([name, schema]) => readField(name, schema, filler, context) ?? []);
    return isSound && leftOver.length === 0 && entries.length > 0 && fields.length === entries.length ? fields : undefined;
  });
}

const example = 'Write @extractFields("revenue", "returns"), or @extractFields({ revenue: schema }).';

interface Given {
  readonly entries: readonly (readonly [name: unknown, schema?: unknown])[];
  readonly options: Readonly<Record<string, unknown>> | undefined;
  /** What is neither. */
  readonly leftOver: readonly unknown[];
}

function split(given: readonly unknown[]): Given {
  const [first, ...rest] = given;
  if (isRecord(first) && !isStandardSchema(first)) {
    const hasOptions = isRecord(rest[0]);
    return {
      entries: Object.entries(first),
      options: isRecord(rest[0]) ? rest[0] : undefined,
      leftOver: rest.slice(hasOptions ? 1 : 0).filter((other) => other !== undefined),
    };
  }
  const last = given.at(-1);
  const options = isRecord(last) && !isStandardSchema(last) ? last : undefined;
  const names = options === undefined ? given : given.slice(0, -1);
  return { entries: names.map((name) => [name]), options, leftOver: [] };
}

function checkOptions(options: Given['options'], { at, refuse }: ModifierContext): boolean {
  const unknown = Object.keys(options ?? {}).filter((key) => key !== 'fillWith');
  for (const key of unknown) refuse('INVALID_OPTION', unknownOption(at, key, ['fillWith']).message);
  return unknown.length === 0;
}

function readField(name: unknown, schema: unknown, filler: Filler, { at, refuse }: ModifierContext): Field | undefined {
  if (typeof name !== 'string') {
    refuse('INVALID_OPTION', `${at} takes the names of fields, not ${describeValue(name)}. ${example}`);
  } else if (schema !== undefined && !isStandardSchema(schema)) {
    refuse(
      'INVALID_OPTION',
      `${at} has ${describeValue(schema)} for the field "${name}". It takes a Standard Schema, such as those of zod, valibot or arktype.`,
    );
  } else return { name, take: schema === undefined ? taker(at, name, filler) : checkedTaker(at, name, schema, filler) };
  return undefined;
}

/** Takes a field out of a record; one that is there may be undefined, unless something fills in for it. */
function taker(at: string, name: string, filler: Filler): (record: unknown) => unknown {
  return (record) => {
    const value = fieldOf(record, name);
    if (value !== undefined) return value;
    if (filler !== undefined && isObject(record)) return filler.value;
    if (!has(record, name)) throw missingField(at, name, record);
    return undefined;
  };
}

/** As {@link taker}, but gives what the schema makes of it; a schema may accept that a field is missing. */
function checkedTaker(at: string, name: string, schema: StandardSchemaV1, filler: Filler): (record: unknown) => unknown {
  return (record) => {
    if (!isObject(record)) throw missingField(at, name, record);
    const value = fieldOf(record, name);
    return judged(schema, value === undefined ? filler?.value : value, (result) => {
      if (result.issues === undefined) return result.value;
      throw has(record, name) || filler !== undefined ? invalidOutput(`field "${name}"`, result.issues) : missingField(at, name, record);
    });
  };
}

function fieldOf(record: unknown, name: string): unknown {
  return has(record, name) ? record[name] : undefined;
}

function has(record: unknown, name: string): record is Readonly<Record<string, unknown>> {
  return isObject(record) && name in record;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
