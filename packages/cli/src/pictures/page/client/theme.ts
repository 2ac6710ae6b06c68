import { byId } from './dom';

const KEY = 'millrace-theme';

/** Light or dark: as the system says until the reader says otherwise; then this is kept, where the browser lets a file keep something. */
export function startTheme(): void {
  const root = document.documentElement;
  const toggle = byId('theme', HTMLButtonElement);
  const system = matchMedia('(prefers-color-scheme: dark)');
  const isDark = (): boolean => (root.dataset['theme'] ?? (system.matches ? 'dark' : 'light')) === 'dark';
  const show = (theme: string | null): void => {
    if (theme === 'dark' || theme === 'light') root.dataset['theme'] = theme;
    toggle.setAttribute('aria-label', isDark() ? 'Switch to light' : 'Switch to dark');
    toggle.title = toggle.getAttribute('aria-label') ?? '';
  };
  show(kept());
  system.addEventListener('change', () => show(null));
  toggle.addEventListener('click', () => {
    const theme = isDark() ? 'light' : 'dark';
    show(theme);
    keep(theme);
  });
}

function kept(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function keep(theme: string): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Then it holds for this visit.
  }
}
