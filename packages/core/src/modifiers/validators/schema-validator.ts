import type { StandardSchemaV1 } from '@standard-schema/spec';
import { describeIssue } from '../../errors/schema-issues';
import { judged } from '../../types/standard-schema';
import type { Importance } from '../../types/validation';
import { defineValidator, type Validator } from './validator';

/** Checks that a value fits a Standard Schema. What the schema makes of the value is not used: a check changes nothing. */
export function schemaValidator(schema: StandardSchemaV1, importance: Importance): Validator {
  return defineValidator<unknown>({
    name: 'schema',
    description: 'Checks that the value fits its schema.',
    importance,
    validate: (value) =>
      judged(schema, value, ({ issues = [] }) => ({
        passes: issues.length === 0,
        message: issues.length === 0 ? 'the value fits its schema' : issues.map((issue) => `value${describeIssue(issue)}`).join('; '),
        diagnostics: { issues },
      })),
  });
}
