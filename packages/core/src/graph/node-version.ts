import { createHash } from 'node:crypto';
import type { NodeDefinition } from '../metadata/node-definition';
import { canonicalText, sourceText } from './canonical-text';
import type { Method } from './find-method';
import type { Parameter } from './graph-node';

/** What a method's version depends on. */
export interface VersionedMethod {
  readonly definition: NodeDefinition;
  readonly method: Method | undefined;
  readonly parameters: readonly Parameter[];
}

/** The first 16 digits of a SHA-256. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/**
 * What the `version` option says; else the same as long as the source text of the method (and of the function that takes its place), the
 * arguments of its modifiers, its role and its dependencies are. What its functions call, and what they close over, is not seen.
 */
export function versionOf({ definition, method, parameters }: VersionedMethod): string {
  const { name, roles, call, modifiers = [], options } = definition;
  if (options.version !== undefined) return String(options.version);
  return shortHash(
    [
      name,
      roles.join(),
      canonicalText(options.over),
      method === undefined ? '' : sourceText(method),
      call === undefined ? '' : sourceText(call.run),
      canonicalText(parameters),
      ...modifiers
        .filter(({ isOperational }) => isOperational !== true)
        .map((modifier) => `@${modifier.name}(${canonicalText(modifier.arguments)})`),
    ].join('\n'),
  );
}
