import * as l10n from '@vscode/l10n';
import { secondsLeft } from './components/countdown.ts';
import { type IntentOf, say, type Step } from './intent.ts';
import type { Session } from './session.ts';
import { spokenTime } from './in-language.ts';

/** Said once each, as they are passed. */
const spokenAt = [60, 30, 10, 0];

/** A second went by while an agent waits. */
export function tick(session: Session, { now }: IntentOf<'tick'>): Step {
  const said = session.view.changeSets.flatMap((changeSet) => {
    const [before, after] = [secondsLeft(changeSet, session.now), secondsLeft(changeSet, now)];
    if (before === null || after === null) return [];
    const passed = spokenAt.find((at) => after <= at && before > at);
    if (passed === undefined || session.now === 0) return [];
    const who = changeSet.agent ?? l10n.t('The agent');
    return [
      passed === 0
        ? l10n.t`${who} was denied: nobody decided in time.`
        : l10n.t`${who} waits. ${spokenTime(after)} left.`,
    ];
  });
  return { session: { ...session, now }, effects: said.length === 0 ? [] : [say(said.join(' '))] };
}

export function isAnybodyWaiting({ view }: Session): boolean {
  return view.changeSets.some(({ heldUntil }) => heldUntil !== null);
}
