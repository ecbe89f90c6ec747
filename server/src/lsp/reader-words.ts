import * as l10n from '@vscode/l10n';
import { printWording, type Wording } from '../core/model/wording.ts';

/**
 * The language of whoever sits before the editor. Only what that person alone sees is said in it: records, exports, the gate, agents
 * and terminals have English, whatever is spoken here. Nothing may depend on a word that was translated.
 */
type Words = Readonly<Record<string, string>>;

let words: Words = {};

/** Once, before anything is said: a process serves one client. One that gives none is spoken to in English. */
export function speakTo(given: Words = {}): void {
  words = given;
  l10n.config({ contents: given });
}

/** A text that stands in a table of the core or the host: the key is the English text, and one without a translation stays. */
export const translated = (text: string): string => (Object.hasOwn(words, text) && words[text]) || text;

/** A sentence of the core or the host that has parts. */
export const tell = (wording: Wording): string => printWording(wording, translated);
