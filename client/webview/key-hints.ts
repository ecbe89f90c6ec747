import { keyRows } from './keys.ts';
import { worksWithoutLetters } from './press.ts';

const off = new Set(keyRows.filter((row) => !worksWithoutLetters(row)).map(({ press }) => press));

/** Where letters are no keys, nothing says that they are. The page is made anew when that changes, see `app.ts`. */
export function dropKeyHints(root: ParentNode): void {
  for (const control of root.querySelectorAll('[aria-keyshortcuts]'))
    if (off.has(control.getAttribute('aria-keyshortcuts') ?? '')) control.removeAttribute('aria-keyshortcuts');
  for (const hint of root.querySelectorAll<HTMLElement>('kbd.key')) hint.hidden = off.has(hint.textContent);
}
