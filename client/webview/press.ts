import type { PanelKey } from '../../server/src/protocol/panel-key.ts';
import { isMac, keyRows } from './keys.ts';

/** Which key of the panel was pressed, whatever layout the keyboard has and whether Caps Lock is on. */

const byPress = new Map(keyRows.map(({ press, key }) => [press, key]));

/** Keys that write a character: people who speak to their computer switch them off. @see WCAG 2.1.4 */
const isWritten = (press: string): boolean => (press.length === 1 ? press !== ' ' : press.startsWith('Shift+'));

export const worksWithoutLetters = ({ press }: { readonly press: string }): boolean => !isWritten(press);

/** The key's name, or null for anything the panel leaves alone. */
export function toPanelKey(event: KeyboardEvent, hasLetterKeys: boolean): PanelKey | null {
  const press = toPress(event);
  return press === null || (!hasLetterKeys && isWritten(press)) ? null : (byPress.get(press) ?? null);
}

/** As the table of keys has it. */
function toPress(event: KeyboardEvent): string | null {
  const { key, code, shiftKey, ctrlKey, metaKey, altKey } = event;
  // AltGr, and Option on a Mac, are how German, Nordic, French and other layouts write brackets.
  if (event.getModifierState('AltGraph') || (isMac && altKey && !ctrlKey && !metaKey))
    return key === '[' || key === ']' ? key : null;
  if (altKey) return null;
  if (ctrlKey || metaKey) return key === 'Enter' ? 'Control+Enter' : null;
  const letter = toLetter(key, code);
  if (letter !== null) return shiftKey ? `Shift+${letter}` : letter;
  return atBracket.get(code) !== undefined && isForeign(key) ? (atBracket.get(code) ?? null) : key;
}

/** In the case of no Shift: Caps Lock changes the character, and what it does must not change. */
function toLetter(key: string, code: string): string | null {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  const place = /^Key([A-Z])$/.exec(code)?.[1];
  return place !== undefined && isForeign(key) && !isLatin(key) ? place.toLowerCase() : null;
}

/** Where the layout has no such character: the key that has it on a US keyboard. */
const atBracket: ReadonlyMap<string, string> = new Map([
  ['BracketLeft', '['],
  ['BracketRight', ']'],
]);

const isForeign = (key: string): boolean => /^[^\p{ASCII}]$/u.test(key);
const isLatin = (key: string): boolean => /\p{Script=Latin}/u.test(key);
