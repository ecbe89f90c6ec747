import type { InlayHint } from 'vscode-languageserver/node';
import type { Range } from '../core/model/text.ts';
import { isOpen, type FileReview } from './file-review.ts';
import { signs } from './words.ts';

const longestNote = 90;

/** A note behind each line with an open finding, for clients that draw no decorations of their own. */
export function toInlayHints({ hunks }: FileReview, range: Range): InlayHint[] {
  const findings = hunks.filter(({ view }) => view.outcome === null).flatMap((hunk) => hunk.findings);
  return findings
    .filter(({ view, range: { end } }) => isOpen(view) && range.start.line <= end.line && end.line <= range.end.line)
    .map(({ view, range: { end } }) => ({
      position: end,
      label: shorten(`${signs[view.change]} ${view.message}`),
      paddingLeft: true,
    }));
}

function shorten(text: string): string {
  return text.length <= longestNote ? text : `${text.slice(0, longestNote - 1)}…`;
}
