import { configuration } from './configuration';
import { DEPENDENCY, isDependencyForm, type ReferenceForm } from './dependency-form';
import { fold } from './fold';
import { group } from './group';
import { keys } from './keys';
import { nodeOf } from './node-of';
import { optional } from './optional';
import { plain } from './plain';
import { reducers } from './reducers';
import { settled } from './settled';
import { source } from './source';
import { value } from './value';

class Other {
  x(): number {
    return 1;
  }
}

describe('dependencies as data', () => {
  const x = { [DEPENDENCY]: 'ref', name: 'x', local: true };

  it.each([
    ['source', source('x'), { [DEPENDENCY]: 'ref', name: 'x' }],
    ['value', value([1]), { [DEPENDENCY]: 'value', value: [1] }],
    ['value(undefined)', value(undefined), { [DEPENDENCY]: 'value', value: undefined }],
    ['configuration', configuration('x'), { [DEPENDENCY]: 'configuration', key: 'x' }],
    ['optional', optional('x'), { [DEPENDENCY]: 'optional', of: x }],
    ['optional with a fallback', optional('x', null), { [DEPENDENCY]: 'optional', of: x, fallback: { value: null } }],
    ['optional with undefined, which is no fallback', optional('x', undefined), { [DEPENDENCY]: 'optional', of: x }],
    ['group', group('x', source('x')), { [DEPENDENCY]: 'group', of: [x, { [DEPENDENCY]: 'ref', name: 'x' }] }],
    ['group of one dependency', group(source('x')), { [DEPENDENCY]: 'group', of: [{ [DEPENDENCY]: 'ref', name: 'x' }] }],
    ['group as a record', group({ a: 'x' }), { [DEPENDENCY]: 'group', of: { a: x } }],
    ['group within a group', group({ a: group('x') }), { [DEPENDENCY]: 'group', of: { a: { [DEPENDENCY]: 'group', of: [x] } } }],
    ['group of none', group(), { [DEPENDENCY]: 'group', of: [] }],
    ['group of an empty record', group({}), { [DEPENDENCY]: 'group', of: {} }],
    ['plain', plain('x'), { [DEPENDENCY]: 'plain', of: x }],
    ['settled', settled('x'), { [DEPENDENCY]: 'settled', of: x }],
    ['keys', keys('x'), { [DEPENDENCY]: 'keys', name: 'x' }],
  ])('%s', (_title, dependency, form) => {
    expect(dependency).toEqual(form);
    expect(isDependencyForm(dependency)).toBe(true);
  });

  it('fold keeps the reducer', () => {
    const sum = reducers.sum();

    expect(fold('x', sum)).toEqual({ [DEPENDENCY]: 'fold', of: x, reducer: sum });
  });

  it('a record may have a key __proto__', () => {
    const { of } = group(JSON.parse('{ "__proto__": "x" }')) as unknown as { of: object };

    expect(Object.entries(of)).toEqual([['__proto__', x]]);
  });

  it.each([
    ['a class', Other, Other],
    ['a function that gives one', () => Other, Other],
    ['a class that is not there yet, in a circle', undefined, undefined],
    ['a function that gives none', () => 3, undefined],
  ])('nodeOf asks for %s when the graph is built', (_title, given, expected) => {
    const { name, owner } = nodeOf(given as typeof Other, 'x') as unknown as ReferenceForm;

    expect([name, owner?.()]).toEqual(['x', expected]);
  });

  it('is never refused where it is written', () => {
    const nothing = undefined as never;
    const made = [
      source(nothing),
      value(nothing),
      configuration(nothing),
      nodeOf(nothing, nothing),
      optional(nothing),
      group(nothing),
      plain(nothing),
      settled(nothing),
      fold(nothing, nothing),
      keys(nothing),
    ];

    expect(made.every(isDependencyForm)).toBe(true);
  });
});
