import { describeValue } from '../../errors/describe-value';
import { invalidOption, unknownOption } from '../../errors/option-faults';
import type { ModifierContext } from '../../metadata/modifier';
import { isStandardSchema } from '../../types/standard-schema';
import type { Importance } from '../../types/validation';
import { isRecord } from '../read-bindings';
import type { Check } from './check';
import { checks, type FieldChecks } from './checks';
import { columnNamed, columnsOf } from './column';
import { judgeColumns } from './judge-columns';
import { schemaValidator } from './schema-validator';
import { defineValidator, type Validator } from './validator';

const ofTheWhole = ['schema', 'fields', 'importance', 'target'];

/** The validators that the options of `@checkOutput` ask for, in the order of the options; what is wrong is a fault, and gives none. */
export function readChecks(given: unknown, context: ModifierContext): readonly Validator[] | undefined {
  const { at, refuse } = context;
  if (!isRecord(given)) {
    refuse('INVALID_OPTION', `${at} takes a record of checks, { range: [0, 10], importance: "fail" }, not ${describeValue(given)}.`);
    return undefined;
  }
  const { importance = 'warn', schema, fields } = given;
  if (importance !== 'warn' && importance !== 'fail') {
    refuse('INVALID_OPTION', invalidOption(at, 'importance', describeValue(importance), "'warn' or 'fail'").message);
    return undefined;
  }
  const read = [
    ...readRecord(given, { importance, others: ofTheWhole }, context),
    ...(fields === undefined ? [] : readFields(fields, importance, context)),
    ...(schema === undefined ? [] : [readSchema(schema, importance, context)]),
  ];
  if (read.length === 0) refuse('INVALID_OPTION', `${at} has no check. It knows ${Object.keys(checks).join(', ')}, schema and fields.`);
  const sound = read.filter((validator) => validator !== undefined);
  return read.length > 0 && sound.length === read.length ? sound : undefined;
}

interface Reading {
  readonly importance: Importance;
  /** Options that are no checks. */
  readonly others: readonly string[];
  /** Where the checks are of one field. */
  readonly field?: string;
}

function readRecord(
  given: Readonly<Record<string, unknown>>,
  { importance, others, field }: Reading,
  { at, refuse }: ModifierContext,
): (Validator | undefined)[] {
  const where = field === undefined ? at : `${at} for the field "${field}"`;
  return Object.entries(given)
    .filter(([name, argument]) => argument !== undefined && !others.includes(name))
    .map(([name, argument]) => {
      const check = Object.hasOwn(checks, name) ? checks[name as keyof FieldChecks] : undefined;
      if (check === undefined) refuse('INVALID_OPTION', unknownOption(where, name, [...Object.keys(checks), ...others]).message);
      else if (!check.accepts(argument))
        refuse('INVALID_OPTION', invalidOption(where, name, describeValue(argument), check.expected).message);
      else return checkValidator({ name, check, argument, importance, field });
      return undefined;
    });
}

interface CheckToMake {
  readonly name: string;
  readonly check: Check;
  readonly argument: unknown;
  readonly importance: Importance;
  readonly field: string | undefined;
}

function checkValidator({ name, check, argument, importance, field }: CheckToMake): Validator {
  // The check has accepted it.
  const accepted = argument as never;
  const describe = check.describe(accepted);
  return defineValidator<unknown>({
    name: field === undefined ? name : `${field}_${name}`,
    description: field === undefined ? `Checks that ${describe}.` : `Checks of "${field}" that ${describe}.`,
    importance,
    validate:
      field === undefined
        ? (value) => judgeColumns((check.columnsOf ?? columnsOf)(value, accepted), check, accepted)
        : (value) => judgeColumns([columnNamed(value, field)], { ...check, holds: undefined }, accepted),
  });
}

function readFields(fields: unknown, importance: Importance, context: ModifierContext): (Validator | undefined)[] {
  const { at, refuse } = context;
  if (isRecord(fields) && Object.values(fields).every(isRecord)) {
    return Object.entries(fields).flatMap(([field, given]) =>
      readRecord(given as Readonly<Record<string, unknown>>, { importance, others: [], field }, context),
    );
  }
  refuse(
    'INVALID_OPTION',
    invalidOption(at, 'fields', describeValue(fields), 'checks by the names of fields: { price: { range: [0, 10] } }').message,
  );
  return [undefined];
}

function readSchema(schema: unknown, importance: Importance, { at, refuse }: ModifierContext): Validator | undefined {
  if (isStandardSchema(schema)) return schemaValidator(schema, importance);
  refuse(
    'INVALID_OPTION',
    invalidOption(at, 'schema', describeValue(schema), 'a Standard Schema, such as those of zod, valibot or arktype').message,
  );
  return undefined;
}
