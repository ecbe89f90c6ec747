import * as l10n from '@vscode/l10n';
import type { ChangeSetView, HunkView } from '../../server/src/protocol/view.ts';
import { say, type Step } from './intent.ts';
import { currentChangeSet, findHunk } from './queue-order.ts';
import { findingKey, type Session } from './session.ts';

/** The open hunk, and what names it. */
export interface Here {
  readonly changeSet: ChangeSetView;
  readonly hunk: HunkView;
  readonly named: { readonly changeSet: string; readonly hunk: string };
}

export function onHunk(session: Session, act: (here: Here) => Step): Step {
  const changeSet = currentChangeSet(session);
  const hunk = findHunk(changeSet, session.state.hunk);
  if (changeSet === undefined || hunk === undefined) return { session, effects: [say(l10n.t('Open a hunk first.'))] };
  return act({ changeSet, hunk, named: { changeSet: changeSet.id, hunk: hunk.id } });
}

/** Until it is answered. */
export const asking = (session: Session, hunk: string, fingerprint: string): Session => ({
  ...session,
  refused: null,
  asked: new Map([...session.asked, [findingKey(hunk, fingerprint), session.nextAct]]),
});
