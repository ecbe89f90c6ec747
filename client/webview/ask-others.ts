import * as l10n from '@vscode/l10n';
import type { FindingView } from '../../server/src/protocol/view.ts';
import type { PanelAction } from '../../server/src/protocol/webview.ts';
import { type Effect, focus, type IntentOf, post, say, type Step } from './intent.ts';
import { asking, type Here, onHunk } from './on-hunk.ts';
import { lookPart, requestPart, slowKeys, type Session } from './session.ts';

const stay = (session: Session, ...effects: readonly Effect[]): Step => ({ session, effects });

/** Everything that was explained in this change set: one request, however many findings it is about. */
export function requestApproval(session: Session, { contents }: IntentOf<'request-approval'>): Step {
  return askOthers(session, requestPart, (named) => ({ kind: 'request-approval', ...named, contents }));
}

export function fetchApprovals(session: Session): Step {
  return askOthers(session, lookPart, (named) => ({ kind: 'fetch-approvals', ...named }));
}

/** One of them at a time: a key may wait for its touch, and what is sent is on its way. */
function askOthers(session: Session, part: string, toAction: (named: Here['named']) => PanelAction): Step {
  return onHunk(session, ({ hunk, named }) => {
    if (slowKeys(hunk.id).some((key) => session.asked.has(key))) return stay(session);
    return stay(asking(session, hunk.id, part), post(toAction(named)));
  });
}

export function copyRequest(session: Session, { fingerprint }: IntentOf<'copy-request' | 'go-to-request'>): Step {
  return onWaiting(session, fingerprint, (finding, { named }) =>
    stay({ ...session, refused: null }, post({ kind: 'copy-request', ...named, fingerprint: finding.fingerprint })),
  );
}

/** Whether files are sent along is chosen there. */
export function goToRequest(session: Session, { fingerprint }: IntentOf<'copy-request' | 'go-to-request'>): Step {
  return onWaiting(session, fingerprint, (finding) => stay(session, focus(`request:${finding.fingerprint}`)));
}

/** The finding in focus, or the first of the hunk that waits for somebody else. */
function onWaiting(
  session: Session,
  fingerprint: string | null,
  act: (finding: FindingView, here: Here) => Step,
): Step {
  return onHunk(session, (here) => {
    const waiting = here.hunk.findings.filter(({ state }) => state === 'waiting');
    const finding = waiting.find((other) => other.fingerprint === fingerprint) ?? waiting[0];
    if (finding === undefined) return stay(session, say(l10n.t('Nothing on this hunk waits for an approval.')));
    return act(finding, here);
  });
}
