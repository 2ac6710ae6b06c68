import type { StandardSchemaV1 } from '@standard-schema/spec';

/** What a schema tells of itself, as plain data. */
export interface SchemaInfo {
  /** Who made it: `zod`, `valibot` … */
  readonly vendor: string;
  /** The fields of a record, or of the records of a list, with their types; empty where the schema tells none, or cannot tell. */
  readonly fields: Readonly<Record<string, string>>;
}

/** The part of JSON Schema that is read here. */
interface JsonSchema {
  readonly type?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
}

/** Describes a schema, with its fields if it can write itself as JSON Schema, as the extension of Standard Schema says. */
export function describeSchema(schema: StandardSchemaV1): SchemaInfo {
  const json = jsonSchemaOf(schema);
  const { properties = {} } = json?.properties === undefined ? (json?.items ?? {}) : json;
  const fields = Object.entries(properties).map(([name, { type }]) => [name, [type ?? 'any'].flat().join(' | ')]);
  return { vendor: schema['~standard'].vendor, fields: Object.fromEntries(fields) };
}

function jsonSchemaOf(schema: StandardSchemaV1): JsonSchema | undefined {
  const { jsonSchema } = schema['~standard'] as { readonly jsonSchema?: { output?: (options: { target: string }) => JsonSchema } };
  try {
    return jsonSchema?.output?.({ target: 'draft-2020-12' });
  } catch {
    // Not every schema can be written so, a transformation for instance.
    return undefined;
  }
}
