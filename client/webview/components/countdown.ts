import * as l10n from '@vscode/l10n';
import type { ChangeSetView } from '../../../server/src/protocol/view.ts';
import { h, type VElement } from '../dom.ts';
import { icon } from '../icons.ts';
import { clockTime, spokenTime } from '../in-language.ts';

/** Whole seconds until the agent is refused; null: none waits. */
export function secondsLeft({ heldUntil }: ChangeSetView, now: number): number | null {
  return heldUntil === null ? null : Math.max(0, Math.ceil((Date.parse(heldUntil) - now) / 1000));
}

/** More than this is a whole circle. */
const fullSeconds = 600;

/** A clock that steps once a second. */
export function countdown(seconds: number): VElement {
  const circle = { cx: 8, cy: 8, r: 6 };
  const left = Math.min(seconds, fullSeconds);
  return h('span', { key: 'countdown', class: 'countdown', at: { role: 'timer', 'aria-label': timeLeft(seconds) } }, [
    h('svg', { at: { viewBox: '0 0 16 16', 'aria-hidden': 'true' } }, [
      h('circle', { class: 'track', at: circle }),
      h('circle', {
        class: 'left',
        at: {
          ...circle,
          pathLength: fullSeconds,
          'stroke-dasharray': `${left} ${fullSeconds}`,
          transform: 'rotate(-90 8 8)',
        },
      }),
    ]),
    clockTime(seconds),
  ]);
}

const timeLeft = (seconds: number): string => l10n.t`${spokenTime(seconds)} left`;

/** What happens without a decision. */
export function atZero({ agent }: ChangeSetView, seconds: number | null): VElement {
  const who = agent ?? l10n.t('the agent');
  const text =
    seconds === null
      ? l10n.t`Nothing was written, and ${who} went on. Once it is accepted, the same edit passes.`
      : l10n.t`At 0:00 it is denied: nothing is written, ${who} is told why.`;
  return h('p', { key: 'at-zero', class: 'at-zero' }, [icon('info', 'i-small'), h('span', {}, [text])]);
}
