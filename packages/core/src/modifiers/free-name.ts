/** The name, or where that is taken the name with the lowest number that makes it another one: `x.raw`, `x.raw_1`, `x.raw_2`. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let number = 1; taken.has(free); number++) free = `${name}_${number}`;
  return free;
}
