import * as l10n from '@vscode/l10n';
import type { HunkView } from '../../../server/src/protocol/view.ts';
import { h, type VElement } from '../dom.ts';
import { icon, type IconName } from '../icons.ts';
import { number } from '../in-language.ts';
import { phrase } from '../phrase.ts';
import { fileName } from '../words.ts';

const outcomes = {
  accepted: { glyph: 'pass', title: l10n.t('Accepted') },
  amended: { glyph: 'edit', title: l10n.t('Accepted with changes') },
  rejected: { glyph: 'undo', title: l10n.t('Rejected') },
} as const satisfies Record<string, { readonly glyph: IconName; readonly title: string }>;

/** What was decided, and the record of it. */
export function outcomeNote(hunk: HunkView): VElement | null {
  const { outcome, rejectReason, path, record, landing } = hunk;
  if (outcome === null) return null;
  const { glyph, title } = outcomes[outcome];
  const restored = {
    held: l10n.t('Nothing was written.'),
    landed: l10n.t`${fileName(path)} is byte for byte what it was before this hunk.`,
    offered: l10n.t('No file was changed by it.'),
  }[landing];
  const text = {
    accepted: '',
    amended: l10n.t('You changed the agent’s edit. The result was analysed again before it was accepted.'),
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
          phrase(l10n.t('Record No. {0}, {1}.'), number(record.seq), h('code', {}, [shortHash(record.hash)])),
        ],
        record === null && text === '' && l10n.t('No record of it is in this view.'),
      ]),
    ]),
  ]);
}

/** Enough of it to recognise it by. */
export const shortHash = (hash: string): string => (hash.length > 20 ? `${hash.slice(0, 8)}…${hash.slice(-4)}` : hash);
