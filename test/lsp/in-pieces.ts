import fs from 'node:fs';
import path from 'node:path';

const file = path.resolve(import.meta.dirname, '../../l10n/bundle.l10n.json');
const messages = Object.keys(JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, string>);

/** A language in which what is ours stands in brackets, and the parts that a message is given stand outside of them. */
export const inPieces: Readonly<Record<string, string>> = Object.fromEntries(
  messages.map((message) => [
    message,
    message.replaceAll(/(\{\d+\})|[^{]+|\{/gu, (piece, part: string | undefined) => part ?? `⟦${piece}⟧`),
  ]),
);

/** What of it is in no brackets. */
export const outside = (text: string): string => text.replaceAll(/⟦[^⟦⟧]*⟧/gu, '');

/** Words among that. */
export const hasWords = (text: string): boolean => /\p{L}{2}/u.test(outside(text));
