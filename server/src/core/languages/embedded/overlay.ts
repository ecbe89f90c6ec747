import type { LanguageId } from '../../model/syntax.ts';
import { RAW_MARKUP } from '../../text/raw-markup.ts';
import type { EmbeddedCode, Span } from './define.ts';

/** How a piece is parted from others: `value` is an expression, `statements` are several, `markup` is shown as such, `code` needs nothing around it. */
export type PieceUse = 'value' | 'statements' | 'markup' | 'bare-markup' | 'code';

const AROUND: Readonly<Record<PieceUse, readonly [before: string, after: string]>> = {
  value: [';(', ')'],
  statements: [';{', '}'],
  markup: [`;${RAW_MARKUP}=(`, ')'],
  'bare-markup': [`;${RAW_MARKUP}=`, ';'],
  code: [';', ';'],
};

/** A text as long as a file's, blank but for the code that is put into it. */
export interface Overlay {
  /** What stands at `at` instead of the file's own signs. */
  readonly put: (at: number, signs: string) => void;
  /** What parts it from others takes the place of signs around it. `text`: what stands there instead, as long. */
  readonly piece: (span: Span, use: PieceUse, text?: string) => void;
  readonly pieces: readonly Span[];
  readonly isEmpty: () => boolean;
  readonly text: () => string;
}

export function createOverlay(written: string): Overlay {
  const units = blank(written).split('');
  const pieces: Span[] = [];
  let isEmpty = true;
  const put = (at: number, signs: string): void => {
    for (let i = 0; i < signs.length; i += 1) if (at + i >= 0 && at + i < units.length) units[at + i] = signs[i]!;
    isEmpty = false;
  };
  return {
    put,
    piece({ start, end }, use, text = written.slice(start, end)) {
      const [before, after] = AROUND[use];
      put(start - before.length, `${before}${text}${after}`);
      pieces.push({ start, end });
    },
    pieces,
    isEmpty: () => isEmpty,
    text: () => units.join(''),
  };
}

/** One for each language that stands in a text. */
export interface Overlays {
  readonly of: (language: LanguageId) => Overlay;
  readonly codes: () => readonly EmbeddedCode[];
}

export function createOverlays(written: string): Overlays {
  const overlays = new Map<LanguageId, Overlay>();
  return {
    of(language) {
      const overlay = overlays.get(language) ?? createOverlay(written);
      overlays.set(language, overlay);
      return overlay;
    },
    codes: () =>
      [...overlays].flatMap(([language, { isEmpty, text, pieces }]) =>
        isEmpty() ? [] : [{ language, text: text(), pieces }],
      ),
  };
}

/**
 * A program by itself: names of one are not those of another. `code` is as long as what stands between the signs at its
 * ends, which are replaced.
 */
export function putProgram(overlays: Overlays, language: LanguageId, start: number, code: string): void {
  // What begins a line of Python must begin it; what parts programs of other languages is a block.
  overlays.of(language).put(start - 1, language === 'python' ? `\n${code}\n` : `{${code}}`);
}

/** Line breaks stay. */
export function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
