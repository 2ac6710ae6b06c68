import type { StandardSchemaV1 } from '@standard-schema/spec';
import { isThenable } from './thenable';

/** Whether a value is a Standard Schema, such as those of zod, valibot or arktype. */
export function isStandardSchema(schema: unknown): schema is StandardSchemaV1 {
  if ((typeof schema !== 'object' && typeof schema !== 'function') || schema === null) return false;
  const standard = (schema as { '~standard'?: { validate?: unknown } | null })['~standard'];
  return typeof standard?.validate === 'function';
}

/** Asks a schema, and goes on with what it says: at once where it answers at once. */
export function judged<T>(schema: StandardSchemaV1, value: unknown, next: (result: StandardSchemaV1.Result<unknown>) => T): T | Promise<T> {
  const result = schema['~standard'].validate(value);
  return isThenable(result) ? Promise.resolve(result).then(next) : next(result);
}
