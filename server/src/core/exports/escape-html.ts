import { printable } from './printable.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text of others as text of HTML, in an element or in a quoted attribute. What hides or turns text around is named. */
export function escapeHtml(text: string): string {
  return printable(text).replaceAll(/[&<>"']/gu, (character) => ENTITIES[character] ?? '');
}
