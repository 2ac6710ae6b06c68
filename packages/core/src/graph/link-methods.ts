import { DEPENDENCY, type DependencyForm } from '../dependencies/dependency-form';
import { invalidReducer, misplacedDependency } from '../errors/link-faults';
import type { Reducer } from '../types/reducer';
import type { Binding, Parameter } from './graph-node';
import { LinkNotes } from './link-notes';
import { linkTree } from './link-tree';
import type { Link } from './link';
import type { NameSpace } from './resolve-reference';
import type { MethodVertex } from './vertex';

/** Links the parameters of every method, by id; inputs that nobody declares are added to the table on the way. */
export function linkMethods(space: NameSpace): (Link | undefined)[] {
  const lastUse: number[] = [];
  // The inputs that are added while this goes on have no parameters.
  return [...space.table.vertices].map((vertex) => (vertex.kind === 'method' ? linkMethod(vertex, space, lastUse) : undefined));
}

function linkMethod(vertex: MethodVertex, space: NameSpace, lastUse: number[]): Link {
  const notes = new LinkNotes(vertex, space, lastUse);
  const parameters = vertex.definition.parameters.map((parameter): Parameter => {
    if (parameter.kind === 'context') return parameter;
    return notes.uses === undefined
      ? { kind: 'value', binding: linkValue(parameter.dependency, notes) }
      : linkGathered(parameter.dependency, notes);
  });
  return { parameters, dependencies: notes.dependencies, uses: notes.uses, isComplete: notes.isComplete };
}

function linkValue(form: DependencyForm, notes: LinkNotes): Binding {
  // Without gathering the tree has neither `settled` nor `keys`: these are refused.
  return linkTree(form, notes, 'plain') as Binding;
}

function linkGathered(form: DependencyForm, notes: LinkNotes): Parameter {
  if (form[DEPENDENCY] === 'plain') return { kind: 'value', binding: linkValue(form.of, notes) };
  if (form[DEPENDENCY] !== 'fold') return { kind: 'gather', entry: linkTree(form, notes, 'gathered') };
  const fault = faultOfReducer(form.reducer);
  if (fault !== undefined) notes.refuse(invalidReducer(notes.place, fault));
  if (form.of[DEPENDENCY] === 'fold' || form.of[DEPENDENCY] === 'plain') {
    notes.refuse(
      misplacedDependency(notes.place, `fold(${form.of[DEPENDENCY]}(…))`, 'fold() takes what is gathered: fold(name, reducer).'),
    );
    return { kind: 'value', binding: { kind: 'constant', value: undefined } };
  }
  return { kind: 'fold', entry: linkTree(form.of, notes, 'gathered'), reducer: form.reducer };
}

function faultOfReducer(reducer: Partial<Reducer<unknown, unknown>> | null | undefined): string | undefined {
  if (typeof reducer !== 'object' || reducer === null) {
    return typeof reducer === 'function' ? 'is a function: call it, as in reducers.sum()' : 'is missing';
  }
  for (const name of ['init', 'step'] as const) if (typeof reducer[name] !== 'function') return `has no function "${name}"`;
  for (const name of ['done', 'merge'] as const) {
    if (reducer[name] !== undefined && typeof reducer[name] !== 'function') return `has a "${name}" that is no function`;
  }
  return undefined;
}
