import type { Direction } from './next-item';

/** What the keys do; all but the search key work only outside of fields. */
export interface KeyActions {
  move(direction: Direction): void;
  pan(direction: Direction): void;
  /** Opens the collapsed group that is selected. */
  open(): void;
  zoom(factor: number): void;
  fit(): void;
  search(): void;
  lineage(): void;
  openAll(): void;
  collapseAll(): void;
  help(): void;
  leave(): void;
}

const directions: Readonly<Record<string, Direction>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };

export function startKeyboard(actions: KeyActions): void {
  const byKey: Readonly<Record<string, () => void>> = {
    '/': () => actions.search(),
    '+': () => actions.zoom(1.25),
    '=': () => actions.zoom(1.25),
    '-': () => actions.zoom(0.8),
    '0': () => actions.fit(),
    l: () => actions.lineage(),
    o: () => actions.openAll(),
    c: () => actions.collapseAll(),
    '?': () => actions.help(),
    Escape: () => actions.leave(),
  };
  document.addEventListener('keydown', (event) => {
    const { key, target } = event;
    if (key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return actions.search();
    }
    const isOnPage = !(target instanceof HTMLElement && target.closest('input, select, textarea, dialog') !== null);
    if (!isOnPage || event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = directions[key];
    const isOnItem = target instanceof SVGElement && target.closest('.item') !== null;
    if (direction !== undefined) {
      event.preventDefault();
      if (event.shiftKey) actions.pan(direction);
      else actions.move(direction);
    } else if ((key === 'Enter' || key === ' ') && isOnItem) {
      event.preventDefault();
      actions.open();
    } else if (Object.hasOwn(byKey, key)) {
      event.preventDefault();
      byKey[key]?.();
    }
  });
}
