import * as l10n from '@vscode/l10n';
import type { FindingView, ObligationWord } from '../../../server/src/protocol/view.ts';
import { h, type Child, type VElement } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Session } from '../session.ts';
import { timeOfDay } from '../in-language.ts';

const answeredBy: Readonly<Record<ObligationWord, string>> = {
  none: '',
  acknowledge: l10n.t('Acknowledged by you'),
  explain: l10n.t('Explained by you'),
  approve: l10n.t('Approved'),
  block: l10n.t('Excepted'),
};

/** What was said of a finding, by its author and by whoever approved it. */
export function answer(
  { view }: Session,
  { acknowledgement, approval, role, obligation }: FindingView,
): readonly Child[] {
  const title = view.reasons.find(({ code }) => code === acknowledgement?.reason)?.title ?? '';
  const words = acknowledgement?.words ?? '';
  const own = answeredBy[acknowledgement?.obligation ?? obligation];
  const given = approval?.given ?? null;
  return [
    said('answered', own, [title, acknowledgement === null ? '' : timeOfDay(acknowledgement.at)], words),
    given !== null && said('approved', l10n.t`Approved by ${given.by}`, [role ?? '', timeOfDay(given.at)], ''),
  ];
}

function said(key: string, title: string, notes: readonly string[], words: string): VElement {
  return h('div', { key, class: 'settled' }, [
    icon('pass'),
    h('div', {}, [
      h('b', {}, [title]),
      h('small', { class: 'nums' }, [notes.filter(Boolean).join(' · ')]),
      words !== '' && h('blockquote', {}, [`“${words}”`]),
    ]),
  ]);
}
