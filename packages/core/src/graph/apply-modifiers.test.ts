import { FaultCollector } from '../errors/fault-collector';
import type { DelayedModifier, Modifier } from '../metadata/modifier';
import type { NodeDefinition } from '../metadata/node-definition';
import { applyModifiers } from './apply-modifiers';

const definition: NodeDefinition = {
  name: 'rate',
  roles: ['node'],
  parameters: [],
  options: {},
  tags: {},
  description: '',
  module: class Flow {},
  method: 'rate',
};

/** A modifier that adds its name to the description. */
const noting = (name: string, phase: Modifier['phase']): Modifier => ({
  name,
  phase,
  arguments: [],
  apply: (definitions) => definitions.map((each) => ({ ...each, description: `${each.description} ${name}`.trim() })),
});

const excluding: Modifier = { name: 'exclude', phase: 'presence', arguments: [], apply: () => [] };

const delayed = (resolve: DelayedModifier['resolve']): DelayedModifier => ({ name: 'resolve', phase: 'delayed', resolve });

const apply = (modifiers: readonly (Modifier | DelayedModifier)[], faults = new FaultCollector()) =>
  applyModifiers(definition, { place: 'Flow.rate', modifiers, config: {} }, faults);

describe('applyModifiers', () => {
  it('goes phase by phase, and within a phase from the innermost outwards', () => {
    const [applied] = apply([
      noting('tag', 'decoration'),
      noting('inject', 'injection'),
      noting('schema', 'decoration'),
      noting('config', 'presence'),
    ]);

    expect(applied?.description).toBe('config inject tag schema');
  });

  it('puts what a delayed modifier gives in its place, whatever the phase', () => {
    const [applied] = apply([
      noting('a', 'decoration'),
      delayed(() => [noting('b', 'decoration'), noting('c', 'presence')]),
      noting('d', 'decoration'),
    ]);

    expect(applied?.description).toBe('c a b d');
  });

  it('does not resolve what is excluded, and lets what is resolved exclude', () => {
    const resolve = jest.fn(() => [excluding]);

    expect(apply([delayed(resolve), excluding])).toEqual([]);
    expect(resolve).not.toHaveBeenCalled();
    expect(apply([delayed(resolve), noting('tag', 'decoration')])).toEqual([]);
  });

  it('asks a modifier of the presence phase once', () => {
    const presence = jest.fn((definitions: readonly NodeDefinition[]) => definitions);

    apply([{ ...excluding, apply: presence }, delayed(() => [delayed(() => [])])]);

    expect(presence).toHaveBeenCalledTimes(1);
  });

  it('RESOLVE_FAILED: a delayed modifier that gives another one without end', () => {
    const faults = new FaultCollector();
    const endless: DelayedModifier = delayed(() => [endless]);

    apply([endless], faults);

    expect(() => faults.throwIfAny()).toThrow(
      expect.objectContaining({ faults: [expect.objectContaining({ code: 'RESOLVE_FAILED', at: 'Flow.rate @resolve' })] }),
    );
  });

  it('records what a modifier refuses with its place, and keeps the first cause', () => {
    const faults = new FaultCollector();
    const cause = new Error('why');
    const refusing: Modifier = {
      ...excluding,
      name: 'config',
      apply: (definitions, { refuse }) => {
        refuse('CONFIG_PREDICATE_FAILED', 'it threw', cause);
        return definitions;
      },
    };

    apply([refusing, refusing], faults);

    expect(faults.reports).toBe(2);
    expect(() => faults.throwIfAny()).toThrow(
      expect.objectContaining({ cause, faults: [{ code: 'CONFIG_PREDICATE_FAILED', at: 'Flow.rate @config', message: 'it threw' }] }),
    );
  });
});
