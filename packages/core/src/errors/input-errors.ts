import type { StandardSchemaV1 } from '@standard-schema/spec';
import { MillraceError } from './millrace-error';
import { describeIssue } from './schema-issues';

/** An input that its schema refuses. */
export interface RefusedInput {
  readonly name: string;
  readonly issues: readonly StandardSchemaV1.Issue[];
}

/** The values of some inputs do not pass their schemas. */
export function invalidInputs(refused: readonly RefusedInput[]): MillraceError {
  const lines = refused.flatMap(({ name, issues }) => issues.map((issue) => `input "${name}"${describeIssue(issue)}`));
  return new MillraceError(
    'INVALID_INPUT',
    lines.length === 1 ? `Invalid ${lines[0] ?? ''}` : `Invalid inputs:\n${lines.map((line, index) => `${index + 1}. ${line}`).join('\n')}`,
    {
      cause: refused.flatMap(({ issues }) => issues),
    },
  );
}
