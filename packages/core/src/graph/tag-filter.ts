import type { Tags } from '../types/tags';

/** Which tags are wanted: all of these keys with one of the values; `null`: with any value. */
export type TagFilter = Readonly<Record<string, string | readonly string[] | null>>;

/** Whether a node has all tags that a filter wants. */
export function hasTags({ tags }: { readonly tags: Tags }, filter: TagFilter): boolean {
  return Object.entries(filter).every(([key, wanted]) => {
    const value = Object.hasOwn(tags, key) ? tags[key] : undefined;
    if (value === undefined) return false;
    if (wanted === null) return true;
    const values = [value].flat();
    return [wanted].flat().some((one) => values.includes(one));
  });
}
