import * as l10n from '@vscode/l10n';
import { h, type VElement } from '../dom.ts';
import { heldElsewhere, heldWords } from '../held.ts';
import { icon } from '../icons.ts';
import { number } from '../in-language.ts';
import type { Dispatch } from '../intent.ts';
import type { Session } from '../session.ts';
import { keyedLink } from './button.ts';
import { countdown, secondsLeft } from './countdown.ts';

/** An agent waits for a decision on something else than what is shown: the time is the shortest that is left. */
export function heldBanner(session: Session, dispatch: Dispatch): VElement | null {
  const held = heldElsewhere(session);
  const [first] = held;
  if (first === undefined) return null;
  const seconds = Math.min(...held.map((changeSet) => secondsLeft(changeSet, session.now) ?? Infinity));
  const words = held.length === 1 ? heldWords(first) : l10n.t`${number(held.length)} agents wait in other change sets.`;
  return h('p', { key: 'held', class: 'banner is-held' }, [
    icon('hold'),
    h('span', { class: 'grow' }, [words]),
    countdown(seconds),
    keyedLink(l10n.t('Show'), 'h', dispatch, { kind: 'step-held' }),
  ]);
}
