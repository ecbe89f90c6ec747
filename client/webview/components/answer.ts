import * as l10n from '@vscode/l10n';
import type { FindingView } from '../../../server/src/protocol/view.ts';
import { answeredWords } from '../../words/obligation-words.ts';
import { h, type Child, type VElement } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Session } from '../session.ts';
import { timeOfDay } from '../in-language.ts';

/** What was said of a finding, by its author and by whoever approved it. */
export function answer(
  { view }: Session,
  { acknowledgement, approval, role, obligation }: FindingView,
): readonly Child[] {
  const title = view.reasons.find(({ code }) => code === acknowledgement?.reason)?.title ?? '';
  const words = acknowledgement?.words ?? '';
  const own = answeredWords[acknowledgement?.obligation ?? obligation];
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
