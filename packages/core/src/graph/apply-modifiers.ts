import type { FaultCollector } from '../errors/fault-collector';
import { fault } from '../errors/fault';
import { endlessResolve, exclusiveModifiersOn } from '../errors/method-faults';
import { phases, type DelayedModifier, type Modifier, type ModifierContext } from '../metadata/modifier';
import type { NodeDefinition } from '../metadata/node-definition';
import { exclusivePairs } from '../modifiers/exclusive-modifiers';

/** The modifiers of one method and what they may know. */
export interface ModifiedMethod {
  /** `Class.method`. */
  readonly place: string;
  /** Innermost decorator first. */
  readonly modifiers: readonly (Modifier | DelayedModifier)[];
  readonly config: Readonly<Record<string, unknown>>;
}

/** How often a delayed decorator may give a delayed one. */
const MAX_ROUNDS = 100;

/**
 * Applies the modifiers of a method, phase by phase and innermost first within a phase. Those of the presence phase come before delayed ones are
 * resolved: a method that the config excludes is not resolved. No definition is left where it is excluded.
 */
export function applyModifiers(definition: NodeDefinition, method: ModifiedMethod, faults: FaultCollector): readonly NodeDefinition[] {
  let definitions: readonly NodeDefinition[] = [definition];
  let open = method.modifiers;
  const seen = new Set<Modifier | DelayedModifier>();
  for (let round = 0; ; round++) {
    definitions = applyPhase('presence', definitions, { ...method, modifiers: open.filter((modifier) => !seen.has(modifier)) }, faults);
    if (definitions.length === 0) return [];
    open.forEach((modifier) => seen.add(modifier));
    const delayed = open.find(({ phase }) => phase === 'delayed');
    if (delayed === undefined) break;
    if (round === MAX_ROUNDS) {
      faults.add(endlessResolve(method.place, delayed.name));
      return definitions;
    }
    open = open.flatMap((modifier) => (modifier.phase === 'delayed' ? modifier.resolve(contextOf(modifier, method, faults)) : [modifier]));
  }
  const pairs = exclusivePairs(open.map(({ name }) => name));
  for (const pair of pairs) faults.add(exclusiveModifiersOn(method.place, pair));
  if (pairs.length > 0) return definitions;
  for (const phase of phases)
    if (phase !== 'presence') definitions = applyPhase(phase, definitions, { ...method, modifiers: open }, faults);
  const modifiers = open.filter((modifier) => modifier.phase !== 'delayed');
  return definitions.map((each) => ({ ...each, modifiers }));
}

function applyPhase(
  phase: Modifier['phase'],
  given: readonly NodeDefinition[],
  method: ModifiedMethod,
  faults: FaultCollector,
): readonly NodeDefinition[] {
  let definitions = given;
  for (const modifier of method.modifiers) {
    if (modifier.phase === phase && definitions.length > 0) definitions = modifier.apply(definitions, contextOf(modifier, method, faults));
  }
  return definitions;
}

function contextOf({ name }: Modifier | DelayedModifier, { place, config }: ModifiedMethod, faults: FaultCollector): ModifierContext {
  const at = `${place} @${name}`;
  return { config, at, refuse: (code, message, cause) => faults.add(fault(code, at, message), cause) };
}
