import type { LanguageId } from '../../model/syntax.ts';
import { defineEmbedded, type Span } from './define.ts';
import { createOverlay, type PieceUse } from './overlay.ts';

interface ServerPages {
  readonly language: LanguageId;
  /** What stands in front of a value that is shown as it is. */
  readonly raw: string;
  /** How a value is parted from what stands around it: one that opens a block is no expression by itself. */
  readonly value: PieceUse;
}

/**
 * Pages that a server fills in: what stands between `<%` and `%>` is one program.
 *
 * @see https://ejs.co, https://docs.ruby-lang.org/en/master/ERB.html (2026-11)
 */
const PAGES: Readonly<Record<string, ServerPages>> = {
  '.ejs': { language: 'javascript', raw: '-', value: 'value' },
  '.erb': { language: 'ruby', raw: '==', value: 'code' },
};

const MAX_LENGTH = 1_000_000;
const OPENS = /<%(?!%)(==|=|-|#|_)?/g;

export const serverPages = defineEmbedded({
  id: 'server-pages',
  hosts: ['markup'],
  read(path, text) {
    const extension = path.slice(path.lastIndexOf('.')).toLowerCase();
    if (!Object.hasOwn(PAGES, extension) || text.length > MAX_LENGTH) return null;
    const { language, raw, value } = PAGES[extension]!;
    const overlay = createOverlay(text);
    const unended: Span[] = [];
    const opens = new RegExp(OPENS);
    for (let match = opens.exec(text); match !== null; match = opens.exec(text)) {
      const [whole, sign = ''] = match;
      const start = match.index + whole.length;
      const closed = text.indexOf('%>', start);
      if (closed < 0) {
        unended.push({ start: match.index, end: text.length });
        break;
      }
      opens.lastIndex = closed + 2;
      const end = /[-_]/.test(text[closed - 1]!) && closed > start ? closed - 1 : closed;
      if (sign === '#' || text.slice(start, end).trim() === '') continue;
      overlay.piece({ start, end }, sign === raw ? 'bare-markup' : sign === '=' ? value : 'code');
    }
    const isPage = !/<script\b/i.test(text) && !/\bon[a-z]+\s*=\s*["']/i.test(text);
    const codes = overlay.isEmpty() ? [] : [{ language, text: overlay.text(), pieces: overlay.pieces }];
    return { codes, isAll: isPage && unended.length === 0, unended };
  },
});
