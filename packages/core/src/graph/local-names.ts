import type { ClassType } from '../types/class-type';
import type { DefinedMember } from './defined-member';
import type { DataflowModule } from './read-modules';

/** What a bare name can mean inside a class: a node or an input, by its name in the graph, or none. */
export type LocalMeaning = string | NoMeaning;

type NoMeaning =
  /** A method whose nodes all have other names. */
  | { readonly kind: 'renamed'; readonly gives: readonly string[] }
  | { readonly kind: 'excluded'; readonly name: string }
  /** An input of a subdag's class: whatever the name means from there on. */
  | { readonly kind: 'outside'; readonly name: string; readonly module: DataflowModule }
  /** A fault was already found there. */
  | { readonly kind: 'faulty' };

/** The names of a module's own nodes and inputs, those of its base classes included. */
export class LocalNames {
  readonly #byModule = new Map<DataflowModule, Map<string, LocalMeaning>>();
  readonly #inherited = new Map<DataflowModule, Set<ClassType<object>>>();
  readonly #excluded = new Map<string, string[]>();

  constructor(members: readonly DefinedMember[]) {
    for (const defined of members) if (defined.state !== 'inherited') this.#addGiven(defined);
    for (const defined of members) this.#addOthers(defined);
    const inherited = members.filter(({ state }) => state === 'inherited');
    for (const { module, member } of inherited) this.#addInherited(module, member.declaredBy);
  }

  /** Names of which the config excludes every variant, with the places of these. */
  get excluded(): ReadonlyMap<string, readonly string[]> {
    return this.#excluded;
  }

  meaning(module: DataflowModule, name: string): LocalMeaning | undefined {
    return this.#byModule.get(module)?.get(name);
  }

  namesOf(module: DataflowModule): Iterable<string> {
    return this.#byModule.get(module)?.keys() ?? [];
  }

  #namesOf(module: DataflowModule): Map<string, LocalMeaning> {
    let names = this.#byModule.get(module);
    if (names === undefined) this.#byModule.set(module, (names = new Map()));
    return names;
  }

  #addGiven({ module, member, state, definitions }: DefinedMember): void {
    const names = this.#namesOf(module);
    if (state === 'input') names.set(member.key, module.within === undefined ? member.key : { kind: 'outside', name: member.key, module });
    for (const { name } of definitions) names.set(name, module.prefix + name);
  }

  /** What members mean by whose names no node goes. */
  #addOthers({ module, member, state, name, place, definitions }: DefinedMember): void {
    if (state === 'defined' && name === member.key && definitions.length === 1 && definitions[0]?.name === name) return;
    const names = this.#namesOf(module);
    if (state === 'faulty') {
      for (const known of [name, member.key]) if (!names.has(known)) names.set(known, { kind: 'faulty' });
    } else if (state === 'excluded') {
      const known = names.get(name);
      if (known === undefined) names.set(name, { kind: 'excluded', name: module.prefix + name });
      if (typeof known !== 'string') this.#exclude(module.prefix + name, place);
      if (!names.has(member.key)) names.set(member.key, { kind: 'excluded', name: module.prefix + name });
    } else if (state === 'defined' && !names.has(member.key)) {
      const isRenamed = definitions.some((definition) => definition.name === name);
      names.set(
        member.key,
        isRenamed ? module.prefix + name : { kind: 'renamed', gives: definitions.map((each) => module.prefix + each.name) },
      );
    }
  }

  #exclude(name: string, place: string): void {
    const places = this.#excluded.get(name);
    if (places === undefined) this.#excluded.set(name, [place]);
    else places.push(place);
  }

  /** What a base class gives as a module of its own means the same here. */
  #addInherited(module: DataflowModule, declaredBy: ClassType<object>): void {
    const pairs = this.#inherited.get(module) ?? new Set();
    if (pairs.has(declaredBy)) return;
    this.#inherited.set(module, pairs.add(declaredBy));
    const names = this.#namesOf(module);
    for (const [base, meanings] of this.#byModule) {
      if (base.cls !== declaredBy || base.within?.base !== module.within?.base) continue;
      for (const [name, meaning] of meanings) if (!names.has(name)) names.set(name, meaning);
    }
  }
}
