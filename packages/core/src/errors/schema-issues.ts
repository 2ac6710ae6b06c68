import type { StandardSchemaV1 } from '@standard-schema/spec';

/** What a schema objects to, with the place in the value: ` at items.0.price: Expected number`. */
export function describeIssue({ path, message }: StandardSchemaV1.Issue): string {
  const where =
    path === undefined || path.length === 0
      ? ''
      : ` at ${path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.')}`;
  return `${where}: ${message}`;
}
