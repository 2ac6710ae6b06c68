import { mapProse } from './page-links';

/** The anchor of a heading, as GitHub makes it; the site makes the same, so that a link is right in both. */
export function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

/** The anchors of all headings of a page; of equal ones, the second ends in `-1`, the third in `-2`. */
export function anchorsIn(markdown: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const heading of headingsIn(markdown)) {
    const anchor = anchorOf(heading);
    let unique = anchor;
    for (let count = 1; anchors.has(unique); count++) unique = `${anchor}-${count}`;
    anchors.add(unique);
  }
  return anchors;
}

/** The texts of the headings, without marks of style and targets of links. */
function headingsIn(markdown: string): string[] {
  const headings: string[] = [];
  mapProse(markdown, (text) => {
    const [, heading] = /^#{1,6}\s+(.*)$/.exec(text) ?? [];
    if (heading !== undefined) headings.push(heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*\\]/g, ''));
    return text;
  });
  return headings;
}
