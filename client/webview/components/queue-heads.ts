import * as l10n from '@vscode/l10n';
import type { ChangeSetView } from '../../../server/src/protocol/view.ts';
import { h, type Child, type VElement } from '../dom.ts';
import type { IconName } from '../icons.ts';
import { count, number } from '../in-language.ts';
import type { Queue, QueueRow } from '../queue-order.ts';

/** What is over each section of the queue, however its rows are drawn: where its hunks are, and what deciding them does. */
export interface SectionHead {
  readonly name: string;
  readonly glyph: IconName;
  readonly title: string;
  readonly note: readonly Child[];
}

const wide = (text: string): VElement => h('span', { class: 'wide' }, [text === '' ? '' : `, ${text}`]);

export function heldHead({ agent, heldUntil }: ChangeSetView, held: readonly QueueRow[]): SectionHead {
  const waiting = agent === null || heldUntil === null ? '' : l10n.t`${agent} is waiting`;
  return {
    name: 'held',
    glyph: 'hold',
    title: l10n.t('Held'),
    note: held.every(({ hunk }) => hunk.outcome !== null)
      ? [l10n.t('the agent has its answer')]
      : [l10n.t('not written yet'), wide(waiting)],
  };
}

export function landedHead({ request }: ChangeSetView, landed: readonly QueueRow[]): SectionHead {
  const head = { name: 'landed', glyph: 'landed' } as const;
  const changesNothing = wide(l10n.t('deciding changes no file'));
  if (request !== null)
    return { ...head, title: l10n.t('To approve'), note: [l10n.t`put up by ${request.by}`, changesNothing] };
  return landed[0]?.hunk.landing === 'offered'
    ? { ...head, title: l10n.t('Offered'), note: [l10n.t('commits or a patch'), changesNothing] }
    : {
        ...head,
        title: l10n.t('Landed'),
        note: [l10n.t('already on disk'), wide(l10n.t('reject restores the file'))],
      };
}

export const notJudgedHead = ({ length }: readonly QueueRow[]): SectionHead => ({
  name: 'not-judged',
  glyph: 'unknown',
  title: count(length, l10n.t('1 hunk not judged'), l10n.t('{0} hunks not judged')),
  note: [l10n.t('not counted as clean')],
});

/** `isWhole`: no filter leaves out any. */
export function withoutFindingsHead(
  { progress }: ChangeSetView,
  plain: Queue['plain'],
  { isWhole, isUnfolded }: { readonly isWhole: boolean; readonly isUnfolded: boolean },
): SectionHead {
  const open = progress.withoutFindingsOpen;
  const files = new Set(plain.map(({ hunk }) => hunk.path)).size;
  return {
    name: 'without-findings',
    glyph: isUnfolded ? 'down' : 'right',
    title: count(plain.length, l10n.t('1 hunk without findings'), l10n.t('{0} hunks without findings')),
    note: [plainNote(files, open, isWhole && open === plain.length)],
  };
}

function plainNote(files: number, open: number, isAllOpen: boolean): string {
  if (open === 0) return count(files, l10n.t('in 1 file, all decided'), l10n.t('in {0} files, all decided'));
  if (isAllOpen)
    return count(
      files,
      l10n.t('in 1 file, accepted together in one action'),
      l10n.t('in {0} files, accepted together in one action'),
    );
  return files === 1
    ? l10n.t`in 1 file, ${number(open)} open, accepted together in one action`
    : l10n.t`in ${number(files)} files, ${number(open)} open, accepted together in one action`;
}

export const failuresHead = ({ length }: ChangeSetView['failures']): SectionHead => ({
  name: 'failures',
  glyph: 'warning',
  title: count(length, l10n.t('1 analysis failed'), l10n.t('{0} analyses failed')),
  note: [l10n.t('not counted as clean')],
});
