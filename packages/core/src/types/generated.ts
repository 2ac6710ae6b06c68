/**
 * What a node is there for that a modifier made, or made an intermediate one:
 *
 * - `raw`: gives what the method returns, before modifiers of the transformation phase change it;
 * - `whole`: the method's own node where its fields have become nodes;
 * - `step`: a step of a pipe;
 * - `validator`: the verdict of a validator;
 * - `input`: a value that is handed into a subdag;
 * - `field`: a field of what another node gives. It is final, as if it had been written.
 */
export type Generated = 'raw' | 'whole' | 'step' | 'validator' | 'input' | 'field';

/** Whether a node only leads to others: modifiers of the transformation phase and tags pass it over. */
export function isIntermediate({ generated }: { readonly generated?: Generated | undefined }): boolean {
  return generated !== undefined && generated !== 'field';
}
