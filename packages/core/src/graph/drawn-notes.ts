import type { DrawOptions } from './draw-options';
import type { NodeJson } from './graph-json';

/** What is written below the name of a node: the config that chose this variant of it, and its tags and the fields of its schema where they are asked for. */
export function notesOf({ chosenBy, tags, schema }: NodeJson, { showTags = false, showSchemas = false }: DrawOptions): readonly string[] {
  return [
    ...Object.entries(chosenBy).map(([key, value]) => `${key} = ${value}`),
    ...(showTags ? Object.entries(tags).map(([key, value]) => `${key}: ${[value].flat().join(', ')}`) : []),
    ...(showSchemas && schema !== undefined ? Object.entries(schema.fields).map(([field, type]) => `${field}: ${type}`) : []),
  ];
}
