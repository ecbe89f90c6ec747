import * as l10n from '@vscode/l10n';
import { canChange, canChangeNotJudged, nothingToChange } from '../words/change-words.ts';
import { decidedAlready } from '../words/outcome-words.ts';
import { wantsWords } from '../words/obligation-words.ts';
import { type IntentOf, post, say, type Step } from './intent.ts';
import { type Here, onHunk } from './on-hunk.ts';
import { findHunk, isOpen, notJudgedPart } from './queue-order.ts';
import { putDraft, type Session } from './session.ts';

const stay = (session: Session, ...effects: Step['effects']): Step => ({ session, effects });

export function withdraw(session: Session, { fingerprint }: IntentOf<'withdraw'>): Step {
  return onHunk(session, (here) => takeBack(session, fingerprint, here));
}

function takeBack(session: Session, fingerprint: string | null, { changeSet, hunk, named }: Here): Step {
  if (hunk.outcome !== null) return stay(session, say(decidedAlready(hunk.outcome)));
  if (fingerprint === notJudgedPart && canChangeNotJudged(changeSet, hunk))
    return stay({ ...session, refused: null }, post({ kind: 'withdraw', ...named }));
  const finding = hunk.findings.find((other) => other.fingerprint === fingerprint);
  if (finding === undefined || !canChange(changeSet, hunk, finding)) return stay(session, say(nothingToChange));
  const { reason = null, words = '' } = finding.acknowledgement ?? {};
  const draft = {
    ...named,
    path: hunk.path,
    fingerprint: finding.fingerprint,
    reason,
    words,
  };
  return stay(
    { ...session, refused: null, takenBack: { act: session.nextAct, draft } },
    post({ kind: 'withdraw', ...named, fingerprint: finding.fingerprint }),
  );
}

/** When the finding is open again its own words stand in the form, to be changed. */
export function takeBackWords(step: Step): Step {
  const { session } = step;
  const { takenBack } = session;
  if (takenBack === null) return step;
  const { draft } = takenBack;
  const changeSet = session.view.changeSets.find(({ id }) => id === draft.changeSet);
  const finding = findHunk(changeSet, draft.hunk)?.findings.find(
    ({ fingerprint }) => fingerprint === draft.fingerprint,
  );
  if (finding !== undefined && (!isOpen(finding) || finding.state === 'waiting')) return step; // not answered yet
  const next = { ...session, takenBack: null };
  if (finding === undefined) return { ...step, session: next };
  const { fingerprint, words } = draft;
  const state = words === '' ? next.state : putDraft(next.state, draft);
  const target = wantsWords(finding) ? (`words:${fingerprint}` as const) : (`acknowledge:${fingerprint}` as const);
  return {
    session: { ...next, state },
    effects: [
      ...step.effects,
      say(l10n.t('The answer is taken back.')),
      { kind: 'focus', target, onlyFrom: fingerprint },
    ],
  };
}
