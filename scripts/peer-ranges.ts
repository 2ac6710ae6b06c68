/** The peers of a package of a version: those of our own in this version or a later one that is compatible, others as they are. */
export function peersAt(version: string, peers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(peers).map(([name, range]) => [name, name.startsWith('@millrace/') ? `^${version}` : range]));
}
