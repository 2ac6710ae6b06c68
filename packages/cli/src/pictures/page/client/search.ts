import { byId, html } from './dom';
import type { PageGraph, PageNode } from './page-graph';

const MOST_RESULTS = 12;

export interface SearchEvents {
  /** What is found while one types. */
  readonly onFound: (nodes: readonly number[]) => void;
  readonly onChosen: (node: number) => void;
}

/** Finds nodes by words of their name, documentation, tags and place, best first. Every word must occur. */
export function findNodes(nodes: readonly PageNode[], query: string): readonly number[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  return nodes
    .map((node, index) => ({ index, rank: rankOf(node, words) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank || a.index - b.index)
    .map(({ index }) => index);
}

function rankOf({ name, description, place, tags }: PageNode, words: readonly string[]): number {
  const lowerName = name.toLowerCase();
  const rest = [description, place, ...tags.flat()].join('\n').toLowerCase();
  const ranks = words.map((word) => {
    if (lowerName === word) return 4;
    if (lowerName.startsWith(word)) return 3;
    if (lowerName.includes(word)) return 2;
    return rest.includes(word) ? 1 : 0;
  });
  return ranks.some((rank) => rank === 0) ? 0 : ranks.reduce<number>((sum, rank) => sum + rank, 0);
}

/** The search field with its list: up and down choose, Enter takes, Escape leaves. */
export function startSearch({ nodes }: PageGraph, { onFound, onChosen }: SearchEvents): void {
  const field = byId('search', HTMLInputElement);
  const list = byId('results', HTMLUListElement);
  let results: readonly number[] = [];
  let chosen = 0;

  const show = (): void => {
    const entries = results.slice(0, MOST_RESULTS).map((node, position) => {
      const { name = '', role = 'node', place = '' } = nodes[node] ?? {};
      const entry = html(
        'li',
        { id: `result-${position}`, role: 'option', 'aria-selected': position === chosen ? 'true' : 'false' },
        html('span', { class: `name role-${role}` }, name),
        html('small', {}, place === name ? '' : place),
      );
      // Before the field loses the focus, and the list with it is gone.
      entry.addEventListener('pointerdown', (event) => {
        event.preventDefault();
        take(node);
      });
      return entry;
    });
    const left = results.length - entries.length;
    if (left > 0) entries.push(html('li', { class: 'more', role: 'presentation' }, `and ${left} more`));
    if (results.length === 0 && field.value.trim() !== '')
      entries.push(html('li', { class: 'more', role: 'presentation' }, 'Nothing found'));
    list.replaceChildren(...entries);
    list.hidden = entries.length === 0;
    field.setAttribute('aria-expanded', String(!list.hidden));
    field.setAttribute('aria-activedescendant', results.length === 0 ? '' : `result-${chosen}`);
  };
  const close = (): void => {
    field.value = '';
    results = [];
    show();
    onFound([]);
  };
  const take = (node: number): void => {
    field.blur();
    onChosen(node);
  };

  field.addEventListener('input', () => {
    results = findNodes(nodes, field.value);
    chosen = 0;
    show();
    onFound(results);
  });
  field.addEventListener('blur', close);
  field.addEventListener('keydown', (event) => {
    const last = Math.min(results.length, MOST_RESULTS) - 1;
    const node = results[chosen];
    if (event.key === 'ArrowDown') chosen = Math.min(last, chosen + 1);
    else if (event.key === 'ArrowUp') chosen = Math.max(0, chosen - 1);
    else if (event.key === 'Enter' && node !== undefined) return take(node);
    else if (event.key === 'Escape') return field.blur();
    else return;
    event.preventDefault();
    show();
  });
}
