import { printable } from './printable.ts';

/**
 * Text of others as literal text on one line of CommonMark and of GitHub's dialect: no markup, no HTML, no link, no
 * control or bidirectional character that would show one thing and mean another. What needs no escape stays readable.
 */
export function escapeMarkdown(text: string): string {
  return printable(text)
    .replaceAll(/[\\`*[\]<>#|~]/gu, String.raw`\$&`)
    .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, String.raw`\_`)
    .replaceAll(/&(?=#?\w+;)/gu, '&amp;')
    .replaceAll('://', '&#58;//')
    .replaceAll(/www\./giu, (start) => `${start.slice(0, -1)}&#46;`)
    .replace(/^(\s*)([-+=])/u, String.raw`$1\$2`)
    .replace(/^(\s*\d+)([.)])/u, String.raw`$1\$2`);
}

/** As code; backticks inside make the fence longer. */
export function markdownCode(text: string): string {
  const plain = printable(text);
  const longest = Math.max(0, ...(plain.match(/`+/gu) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = plain.startsWith('`') || plain.endsWith('`') || plain.trim() === '' ? ' ' : '';
  return `${fence}${pad}${plain}${pad}${fence}`;
}
