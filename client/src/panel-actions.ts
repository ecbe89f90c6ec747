/** What the panel may ask for. No vscode here: every act is checked against the view it was made on before anything is sent. */
import * as l10n from '@vscode/l10n';
import type {
  AcknowledgeArguments,
  ApproveArguments,
  Attention,
  ChangeSetArguments,
  ExplainArguments,
  HunkArguments,
  HunksArguments,
  RejectAllArguments,
  WithdrawArguments,
  RejectArguments,
  RequestArguments,
  SignedFinding,
} from '../../server/src/protocol/messages.ts';
import { command } from '../../server/src/protocol/messages.ts';
import type { ChangeSetView, HunkView, PanelView, PlaceView } from '../../server/src/protocol/view.ts';
import type { PanelAction } from '../../server/src/protocol/webview.ts';
import { canChange, canChangeNotJudged, nothingToChange } from '../words/change-words.ts';
import { readAction } from './read-panel-action.ts';
import { agentHasAnswer, undoFirst } from '../words/outcome-words.ts';
import { togetherCommand, whyNotTogether } from './decide-together.ts';
import { whyNotSettled } from './why-not-settled.ts';

type ServerArguments =
  | ChangeSetArguments
  | HunksArguments
  | RejectAllArguments
  | WithdrawArguments
  | HunkArguments
  | AcknowledgeArguments
  | ExplainArguments
  | RejectArguments;
type Act<Kind extends PanelAction['kind']> = Extract<PanelAction, { readonly kind: Kind }>;

export type CheckedAction =
  /** For `workspace/executeCommand`. */
  | {
      readonly kind: 'decide';
      readonly command: string;
      readonly argument: ServerArguments;
      readonly hunk: string | null;
    }
  | { readonly kind: 'open-diff'; readonly changeSet: ChangeSetView; readonly file: HunkView; readonly line: number }
  | { readonly kind: 'open-all-diffs' | 'send-back'; readonly changeSet: ChangeSetView }
  | { readonly kind: 'open-place'; readonly changeSet: ChangeSetView; readonly place: PlaceView }
  | { readonly kind: 'open-rule'; readonly source: string; readonly rootUri: string }
  /** Records an answer to somebody else's request, and seals it. */
  | {
      readonly kind: 'sign';
      readonly command: string;
      readonly argument: ApproveArguments | RejectArguments;
      readonly hunk: string | null;
      readonly rootUri: string;
    }
  | { readonly kind: 'request-approval'; readonly argument: RequestArguments; readonly hunk: string }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'fetch-approvals'; readonly rootUri: string; readonly hunk: string }
  | { readonly kind: 'ready' | 'nothing' }
  | { readonly kind: 'shown'; readonly changeSet: string }
  | { readonly kind: 'attention'; readonly attention: Attention }
  /** `rootUri`: null where no change set says which folder is meant. */
  | { readonly kind: 'command'; readonly command: Act<'command'>['command']; readonly rootUri: string | null }
  | { readonly kind: 'refused'; readonly hunk: string | null; readonly why: string };

const goneWords = l10n.t('This change set is no longer in the queue.');

/** Nobody asked for anything: a look at what is gone is told to nobody. */
const nothing: CheckedAction = { kind: 'nothing' };

const refuse = (why: string, hunk: string | null = null): CheckedAction => ({ kind: 'refused', hunk, why });

/** Shape first, because a message is only data; then what it names, against the view that was shown. */
export function checkAction(message: unknown, view: PanelView): CheckedAction {
  const action = readAction(message);
  if (!action) return refuse(l10n.t('The panel sent something this version does not know. Reload the window.'));
  switch (action.kind) {
    case 'ready':
    case 'shown':
      return action;
    case 'command':
      return checkCommand(action, view);
    case 'open-rule':
      return checkRule(action, view);
    default:
      return checkOnChangeSet(action, view);
  }
}

function checkCommand({ command: name, changeSet: id }: Act<'command'>, view: PanelView): CheckedAction {
  if (id === undefined) return { kind: 'command', command: name, rootUri: null };
  const owner = view.changeSets.find((changeSet) => changeSet.id === id);
  return owner === undefined ? refuse(goneWords) : { kind: 'command', command: name, rootUri: owner.rootUri };
}

function checkRule({ source }: Act<'open-rule'>, view: PanelView): CheckedAction {
  const owner = view.changeSets.find(({ hunks }) =>
    hunks.some(({ findings }) => findings.some(({ setBy }) => setBy.source === source)),
  );
  return owner
    ? { kind: 'open-rule', source, rootUri: owner.rootUri }
    : refuse(l10n.t('No finding names this rule any more.'));
}

function checkOnChangeSet(
  action: Exclude<PanelAction, Act<'ready' | 'shown' | 'command' | 'open-rule'>>,
  view: PanelView,
): CheckedAction {
  const changeSet = view.changeSets.find(({ id }) => id === action.changeSet);
  if (!changeSet) return action.kind === 'attention' ? nothing : refuse(goneWords);
  switch (action.kind) {
    case 'accept-without-findings':
    case 'reject-all':
    case 'undo-all': {
      const why = whyNotTogether(action, changeSet);
      return why === null ? { kind: 'decide', ...togetherCommand(action), hunk: null } : refuse(why);
    }
    case 'dismiss':
      if (!changeSet.isDismissible)
        return refuse(l10n.t('Only what you put up yourself can be closed without deciding.'));
      return { kind: 'decide', command: command.dismiss, argument: { changeSet: changeSet.id }, hunk: null };
    case 'analyse-again':
      return { kind: 'decide', command: command.analyseAgain, argument: { changeSet: changeSet.id }, hunk: null };
    case 'send-back':
      return { kind: 'send-back', changeSet };
    case 'approve':
      return checkApprove(action, changeSet);
    case 'open-all-diffs':
      return { kind: 'open-all-diffs', changeSet };
    case 'open-diff': {
      const file = changeSet.hunks.find(({ path }) => path === action.path);
      return file
        ? { kind: 'open-diff', changeSet, file, line: action.line }
        : refuse(l10n.t`${action.path} is not in this change set.`);
    }
    case 'open-place':
      return hasPlace(changeSet, action.place)
        ? { kind: 'open-place', changeSet, place: action.place }
        : refuse(l10n.t('No finding names this place any more.'));
    default:
      return checkOnHunk(action, changeSet);
  }
}

type HunkAction = Act<
  | 'acknowledge'
  | 'explain'
  | 'withdraw'
  | 'acknowledge-not-judged'
  | 'accept'
  | 'reject'
  | 'undo'
  | 'attention'
  | 'request-approval'
  | 'copy-request'
  | 'fetch-approvals'
>;

/** What only whoever asks for a review does in it. */
const ofAuthor: ReadonlySet<HunkAction['kind']> = new Set([
  'acknowledge',
  'explain',
  'withdraw',
  'acknowledge-not-judged',
  'accept',
  'undo',
  'request-approval',
]);

function checkOnHunk(action: HunkAction, changeSet: ChangeSetView): CheckedAction {
  const hunk = changeSet.hunks.find(({ id }) => id === action.hunk);
  if (!hunk && action.kind === 'attention') return nothing;
  if (!hunk) return refuse(l10n.t('This hunk has changed since it was shown. Look at it again.'), action.hunk);
  const named: HunkArguments = { changeSet: changeSet.id, hunk: hunk.id };
  const decide = (name: string, argument: ServerArguments = named): CheckedAction => ({
    kind: 'decide',
    command: name,
    argument,
    hunk: hunk.id,
  });

  if (action.kind === 'attention') {
    const { kind, visibleMs, seen, expanded } = action;
    const parts = { ...(seen !== undefined && { seen }), ...(expanded !== undefined && { expanded }) };
    return { kind, attention: { ...named, visibleMs, ...parts } };
  }
  if (changeSet.request !== null && ofAuthor.has(action.kind)) {
    const { by } = changeSet.request;
    return refuse(l10n.t`Explaining is for ${by}. Here it is approved or rejected.`, hunk.id);
  }
  if (action.kind === 'undo' && changeSet.answer !== null) return refuse(agentHasAnswer, hunk.id);
  if (action.kind === 'undo')
    return hunk.outcome === null ? refuse(l10n.t('Nothing was decided here yet.'), hunk.id) : decide(command.undo);
  if (hunk.outcome !== null) return refuse(undoFirst(hunk.outcome), hunk.id);

  if (action.kind === 'accept')
    return hunk.blockedBecause === null ? decide(command.accept) : refuse(hunk.blockedBecause, hunk.id);
  if (action.kind === 'reject') {
    const argument = { ...named, reason: action.reason };
    if (changeSet.request === null) return decide(command.reject, argument);
    return { kind: 'sign', command: command.reject, argument, hunk: hunk.id, rootUri: changeSet.rootUri };
  }
  if (action.kind === 'request-approval') return checkRequest(action, hunk);
  if (action.kind === 'fetch-approvals') return { kind: 'fetch-approvals', rootUri: changeSet.rootUri, hunk: hunk.id };
  if (action.kind === 'copy-request') return checkCopy(action, hunk);
  if (action.kind === 'withdraw') {
    const { fingerprint } = action;
    return canWithdraw(fingerprint, changeSet, hunk)
      ? decide(command.withdraw, { ...named, ...(fingerprint !== undefined && { fingerprint }) })
      : refuse(nothingToChange, hunk.id);
  }
  if (action.kind !== 'acknowledge-not-judged') return checkOnFinding(action, changeSet, hunk);
  if (hunk.judged) return refuse(l10n.t('This hunk was judged: acknowledge its findings one by one.'), hunk.id);
  return decide(command.acknowledgeNotJudged);
}

/** Without a fingerprint: that nothing was analysed. A message may hold anything. */
function canWithdraw(fingerprint: unknown, changeSet: ChangeSetView, hunk: HunkView): boolean {
  if (fingerprint === undefined) return canChangeNotJudged(changeSet, hunk);
  const finding = hunk.findings.find((other) => other.fingerprint === fingerprint);
  return finding !== undefined && canChange(changeSet, hunk, finding);
}

/** Each finding that is signed under was ticked on its own. */
function checkApprove({ findings, words }: Act<'approve'>, { id, rootUri, hunks }: ChangeSetView): CheckedAction {
  const isYours = (name: (typeof findings)[number] | null): boolean =>
    hunks
      .find((other) => other.id === name?.hunk && other.under === name.under)
      ?.findings.find((other) => other.fingerprint === name?.fingerprint)?.approval?.yours === 'open';
  if (!Array.isArray(findings) || findings.length === 0 || !findings.every(isYours))
    return refuse(l10n.t('What waits for you has changed since it was shown. Look at it again.'));
  const named = (findings as readonly SignedFinding[]).map(({ hunk, fingerprint, under }) => ({
    hunk,
    fingerprint,
    under,
  }));
  return {
    kind: 'sign',
    command: command.approveRequest,
    argument: { changeSet: id, findings: JSON.stringify(named), words },
    hunk: null,
    rootUri,
  };
}

function checkRequest({ changeSet, contents }: Act<'request-approval'>, hunk: HunkView): CheckedAction {
  if (contents !== 'with' && contents !== 'without')
    return refuse(l10n.t('Say whether files are sent along.'), hunk.id);
  if (!hunk.findings.some(({ state }) => state === 'waiting'))
    return refuse(l10n.t('Explain what is to be approved first.'), hunk.id);
  return { kind: 'request-approval', argument: { changeSet, contents }, hunk: hunk.id };
}

function checkCopy({ fingerprint }: Act<'copy-request'>, hunk: HunkView): CheckedAction {
  const finding = hunk.findings.find((other) => other.fingerprint === fingerprint);
  const text = finding?.approval?.command ?? null;
  return text === null ? refuse(l10n.t('Nobody was asked yet.'), hunk.id) : { kind: 'copy', text };
}

function checkOnFinding(
  action: Act<'acknowledge' | 'explain'>,
  changeSet: ChangeSetView,
  hunk: HunkView,
): CheckedAction {
  const finding = hunk.findings.find(({ fingerprint }) => fingerprint === action.fingerprint);
  if (!finding) return refuse(l10n.t('This finding is no longer on the hunk. Look at it again.'), hunk.id);
  const why = whyNotSettled(action, finding);
  if (why !== null) return refuse(why, hunk.id);
  const { alike } = action;
  if (alike !== undefined && alike !== finding.alike)
    return refuse(l10n.t('What says the same has changed since it was shown. Look at it again.'), hunk.id);
  const named = {
    changeSet: changeSet.id,
    hunk: hunk.id,
    fingerprint: finding.fingerprint,
    ...(alike !== undefined && { alike }),
  };
  if (action.kind === 'acknowledge')
    return { kind: 'decide', command: command.acknowledge, argument: named, hunk: hunk.id };
  const { reason, words } = action;
  return { kind: 'decide', command: command.explain, argument: { ...named, reason, words }, hunk: hunk.id };
}

function hasPlace({ hunks }: ChangeSetView, place: PlaceView): boolean {
  const isSame = (other: PlaceView): boolean =>
    other.path === place.path && other.line === place.line && other.side === place.side;
  return hunks.some(({ path, findings }) =>
    findings.some((finding) => finding.evidence.some(isSame) || (path === place.path && finding.line === place.line)),
  );
}
