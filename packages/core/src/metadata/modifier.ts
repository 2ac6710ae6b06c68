import type { Fault } from '../errors/fault';
import type { NodeDefinition } from './node-definition';

/** The order in which modifiers are applied, whatever their order in the text. */
export const phases = ['presence', 'generation', 'injection', 'expansion', 'transformation', 'decoration'] as const;

/** When a modifier is applied. */
type Phase = (typeof phases)[number];

/** What a modifier may know while it is applied. */
export interface ModifierContext {
  readonly config: Readonly<Record<string, unknown>>;
  /** `Class.method @modifier`, for messages. */
  readonly at: string;
  /** Reports a fault; the graph is then refused, with all others. */
  refuse(code: Fault['code'], message: string, cause?: unknown): void;
}

/**
 * A change to the definitions that a method gives, applied when the graph is built, never when the class is defined.
 * Definitions are immutable: `apply` returns new ones.
 */
export interface Modifier {
  /** The decorator's name, for messages: `inject`, `config.when`. */
  readonly name: string;
  readonly phase: Phase;
  /** What the decorator was given. */
  readonly arguments: readonly unknown[];
  /** Whether it bears on how the node is called, and never on what it gives: the node's version does not depend on it then. */
  readonly isOperational?: true;
  /** On a fault it gives the definitions back as they are, never half changed. */
  apply(definitions: readonly NodeDefinition[], context: ModifierContext): readonly NodeDefinition[];
}

/** A decorator that is known only when the config is: `@resolve`. It is replaced by the modifiers that it gives before any but those of the presence phase is applied. */
export interface DelayedModifier {
  readonly name: string;
  readonly phase: 'delayed';
  /** The modifiers of the decorator that this config gives; none, and a fault in the context, where it gives none. Never throws. */
  resolve(context: ModifierContext): readonly (Modifier | DelayedModifier)[];
}
