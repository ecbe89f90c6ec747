import * as l10n from '@vscode/l10n';
import type { ApprovalView, FindingView, SaidByView } from '../../../server/src/protocol/view.ts';
import { givenRoles } from '../../words/approval-words.ts';
import { answeredWords, saidByWords } from '../../words/obligation-words.ts';
import { h, type Child, type VElement } from '../dom.ts';
import { icon } from '../icons.ts';
import { phrase } from '../phrase.ts';
import type { Session } from '../session.ts';
import { timeOfDay } from '../in-language.ts';

/** What was said of a finding, by its author and by whoever approved it. */
export function answer(
  { view }: Session,
  { acknowledgement, approval, obligation }: FindingView,
  change: Child = null,
): readonly Child[] {
  const title = view.reasons.find(({ code }) => code === acknowledgement?.reason)?.title ?? '';
  const words = acknowledgement?.words ?? '';
  const asked = acknowledgement?.obligation ?? obligation;
  const by = acknowledgement?.by ?? null;
  return [
    said(
      'answered',
      by === null ? answeredWords[asked] : saidByWords(asked, by.name),
      [title, acknowledgement === null ? '' : timeOfDay(acknowledgement.at)],
      words,
      by,
      change,
    ),
    ...givenRoles(approval).map(({ role, by: who, at }) =>
      said(`approved:${role}`, l10n.t`Approved by ${who}`, [role, timeOfDay(at)], ''),
    ),
  ];
}

function said(
  key: string,
  title: string,
  notes: readonly string[],
  words: string,
  by: SaidByView | null = null,
  change: Child = null,
): VElement {
  return h('div', { key, class: 'settled' }, [
    icon('pass'),
    h('div', {}, [
      h('b', {}, [title]),
      h('small', { class: 'nums' }, [notes.filter(Boolean).join(' · ')]),
      words !== '' && h('blockquote', {}, [`“${words}”`]),
      by !== null && sealOf(by),
    ]),
    change,
  ]);
}

/** By which key it can be proven that these are their words. */
function sealOf({ key, isTouched }: SaidByView): VElement {
  if (key === null)
    return h('small', {}, [l10n.t('Not sealed by anybody who may: a claim, and the gate may not count it.')]);
  const words = isTouched ? l10n.t('Sealed, with a touch of the key {0}') : l10n.t('Sealed with the key {0}');
  return h('small', { at: { title: key } }, phrase(words, h('code', {}, [shortKey(key)])));
}

/** Enough to tell keys apart; all of it is in the title. */
const shortKey = (key: string): string => (key.length > 24 ? `${key.slice(0, 20)}…` : key);

/** Somebody who was asked rejected it, in their words. */
export function saidNo(declined: ApprovalView['declined']): VElement | null {
  if (declined === null) return null;
  return h('div', { key: 'declined', class: 'declined' }, [
    icon('warning'),
    h('div', {}, [
      h('b', {}, [l10n.t`${declined.by} said no`]),
      h('small', { class: 'nums' }, [timeOfDay(declined.at)]),
      declined.words !== '' && h('blockquote', {}, [`“${declined.words}”`]),
    ]),
  ]);
}
