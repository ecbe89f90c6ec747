import type { HunkView } from '../../../server/src/protocol/view.ts';
import { h, type VElement } from '../dom.ts';
import { icon } from '../icons.ts';
import { fileName, number } from '../words.ts';

const outcomes = {
  accepted: { glyph: 'pass', title: 'Accepted' },
  amended: { glyph: 'edit', title: 'Accepted with changes' },
  rejected: { glyph: 'undo', title: 'Rejected' },
} as const;

/** What was decided, and the record of it. */
export function outcomeNote(hunk: HunkView): VElement | null {
  const { outcome, rejectReason, path, record, landing } = hunk;
  if (outcome === null) return null;
  const { glyph, title } = outcomes[outcome];
  const restored = {
    held: 'Nothing was written.',
    landed: `${fileName(path)} is byte for byte what it was before this hunk.`,
    offered: 'No file was changed by it.',
  }[landing];
  const text = {
    accepted: '',
    amended: 'You changed the agent’s edit. The result was analysed again before it was accepted.',
    rejected: restored,
  }[outcome];
  return h('div', { key: 'outcome', class: 'outcome-note' }, [
    icon(glyph),
    h('div', {}, [
      h('b', {}, [title]),
      outcome === 'rejected' &&
        rejectReason !== null &&
        rejectReason !== '' &&
        h('blockquote', {}, [`“${rejectReason}”`]),
      h('p', {}, [
        text,
        record !== null && [
          text === '' ? '' : ' ',
          `Record No.\u00a0${number(record.seq)}, `,
          h('code', {}, [shortHash(record.hash)]),
          '.',
        ],
        record === null && text === '' && 'No record of it is in this view.',
      ]),
    ]),
  ]);
}

/** Enough of it to recognise it by. */
export const shortHash = (hash: string): string => (hash.length > 20 ? `${hash.slice(0, 8)}…${hash.slice(-4)}` : hash);
