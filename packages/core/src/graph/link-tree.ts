import { DEPENDENCY, isDependencyForm, type DependencyForm, type GroupForm } from '../dependencies/dependency-form';
import { describeValue } from '../errors/describe-value';
import { invalidDependency, misplacedDependency } from '../errors/link-faults';
import type { Entry } from './graph-node';
import { linkConfiguration, linkKeys, linkOptionalReference, linkReference, nothing } from './link-leaf';
import type { LinkNotes, Taking } from './link-notes';

type OptionalForm = Extract<DependencyForm, { [DEPENDENCY]: 'optional' }>;

/** Links a dependency with all that it is made of. What is refused becomes a constant. */
export function linkTree(form: DependencyForm, notes: LinkNotes, taking: Taking): Entry {
  if (!isDependencyForm(form)) return refuseValue(form, notes);
  switch (form[DEPENDENCY]) {
    case 'ref':
      return linkReference(form, notes, taking);
    case 'value':
      return { kind: 'constant', value: form.value };
    case 'configuration':
      return linkConfiguration(form.key, notes);
    case 'optional':
      return linkOptional(form, notes, taking);
    case 'group':
      return linkGroup(form, notes, taking);
    case 'settled':
      return taking === 'gathered' ? { kind: 'settled', of: linkTree(form.of, notes, 'settled') } : misplace(form, notes, taking);
    case 'keys':
      return taking === 'gathered' ? linkKeys(form.name, notes) : misplace(form, notes, taking);
    case 'plain':
    case 'fold':
      return misplace(form, notes, taking);
    default:
      return refuseValue(form, notes);
  }
}

function linkOptional({ of, fallback }: OptionalForm, notes: LinkNotes, taking: Taking): Entry {
  if (!isDependencyForm(of)) return refuseValue(of, notes);
  switch (of[DEPENDENCY]) {
    case 'ref':
      return linkOptionalReference(of, notes, { taking, fallback });
    case 'configuration':
      return Object.hasOwn(notes.vertex.module.config, of.key) ? linkTree(of, notes, taking) : { kind: 'constant', value: fallback?.value };
    case 'optional':
      return linkOptional(of.fallback === undefined && fallback !== undefined ? { ...of, fallback } : of, notes, taking);
    case 'value':
      return linkTree(of, notes, taking);
    default:
      notes.refuse(
        misplacedDependency(notes.place, `optional(${of[DEPENDENCY]}(…))`, `Write it the other way round: ${of[DEPENDENCY]}(optional(…)).`),
      );
      return nothing;
  }
}

function linkGroup({ of }: GroupForm, notes: LinkNotes, taking: Taking): Entry {
  if (isList(of)) return { kind: 'list', items: of.map((item) => linkTree(item, notes, taking)) };
  if (typeof of !== 'object' || of === null) return refuseValue(of, notes);
  return { kind: 'record', entries: Object.entries(of).map(([key, item]) => [key, linkTree(item, notes, taking)] as const) };
}

function isList(of: GroupForm['of']): of is readonly DependencyForm[] {
  return Array.isArray(of);
}

function misplace(form: DependencyForm, notes: LinkNotes, taking: Taking): Entry {
  const kind = form[DEPENDENCY];
  const inside = taking === 'settled' ? 'settled()' : 'group()';
  const fix =
    taking === 'gathered' || taking === 'settled'
      ? `Give ${kind}() a parameter of its own, outside of ${inside}.`
      : notes.uses !== undefined
        ? 'plain() takes a value as it is: plain(name), or plain(group(…)).'
        : 'It belongs into @collect; here, name the value itself.';
  notes.refuse(misplacedDependency(notes.place, `${kind}()`, fix));
  return nothing;
}

function refuseValue(given: unknown, notes: LinkNotes): Entry {
  notes.refuse(invalidDependency(notes.place, describeValue(given)));
  return nothing;
}
