import type { Embedded, EmbeddedCode } from './languages/embedded/define.ts';
import { blank } from './languages/embedded/overlay.ts';
import { languageById } from './languages/table.ts';
import type { Engine } from './load-language.ts';
import type { Cancel } from './model/cancel.ts';
import type { LanguageDefinition } from './model/language.ts';
import type { SyntaxTree } from './model/syntax.ts';

export interface EmbeddedTrees {
  readonly trees: readonly { readonly language: LanguageDefinition; readonly tree: SyntaxTree }[];
  /** Nothing that runs was left out. */
  readonly isAll: boolean;
  /** What was left out because it cannot be read. */
  readonly unreadable: readonly string[];
}

/**
 * Code that stands in the text of a file, parsed; its languages must be loaded.
 *
 * @throws Cancelled
 */
export function parseEmbedded(
  { codes, isAll, unended = [] }: Embedded,
  path: string,
  written: string,
  engine: Engine,
  cancel: Cancel,
): EmbeddedTrees {
  const trees: { language: LanguageDefinition; tree: SyntaxTree }[] = [];
  const left = [...unended];
  let isRead = isAll;
  for (const [number, code] of codes.entries()) {
    const language = languageById(code.language)!;
    // Trees are kept by path: this one is of the same file and another text.
    const parse = (text: string) => engine.parse(language, `${path}\u0000${number}`, text, cancel);
    let text = code.text;
    let parsed = parse(text);
    const bad = parsed.kind === 'tree' ? unreadPieces(code, parsed.tree) : [];
    if (bad.length > 0) {
      left.push(...bad);
      text = without(text, bad);
      parsed = parse(text);
    }
    if (parsed.kind === 'tree') trees.push({ language, tree: { ...parsed.tree, written } });
    else isRead = false;
  }
  const unreadable = left.map(({ start, end }) => written.slice(start, end));
  return { trees, isAll: isRead && left.length === 0, unreadable };
}

/** Pieces that the grammar cannot read, as where a format has signs of its own: `{{ total | money:'EUR' }}`. Both lists are in order. */
function unreadPieces({ pieces }: EmbeddedCode, { errors }: SyntaxTree): EmbeddedCode['pieces'] {
  let at = 0;
  return pieces.filter(({ start, end }) => {
    while (at < errors.length && errors[at]!.end < start - 1) at += 1;
    return at < errors.length && errors[at]!.start <= end + 1;
  });
}

/** With the signs that part them from others. */
function without(text: string, pieces: EmbeddedCode['pieces']): string {
  const kept: string[] = [];
  let at = 0;
  for (const { start, end } of pieces) {
    const [from, to] = [Math.max(at, start - 1), Math.min(text.length, end + 1)];
    kept.push(text.slice(at, from), blank(text.slice(from, to)));
    at = Math.max(at, to);
  }
  return kept.join('') + text.slice(at);
}
