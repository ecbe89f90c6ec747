import * as l10n from '@vscode/l10n';
import type { FileChange } from '../core/model/change.ts';
import type { Tier } from '../core/model/fact.ts';
import type { Finding } from '../core/model/finding.ts';
import { printRoles, rolesAsked, rolesIn } from '../core/model/obligation.ts';
import { approvalsOf, rolesMissing, type HunkReview } from '../core/model/review.ts';
import { anchorOfBefore, answerOf, findingState } from '../core/review.ts';
import type { ApprovalView, ChainView, FindingView, PlaceView, RoleView } from '../protocol/view.ts';
import { translated } from './reader-words.ts';
import { approveCommand } from './request-words.ts';
import { placeWords } from './words.ts';

/** Lines of one side of a file of the change set; null when the view has no text of it. */
export type ReadLine = (path: string, side: 'before' | 'after', line: number) => string | null;

/** Names of those who hold a role. */
export type HoldersOf = (role: string) => readonly string[];

export function toFindingView(
  finding: Finding,
  hunk: HunkReview,
  file: FileChange | null,
  readLine: ReadLine,
  holdersOf: HoldersOf,
): Omit<FindingView, 'alike'> {
  const given = answerOf(hunk, finding);
  // Words that were said and are not enough because more is asked now are not lost.
  const draft =
    hunk.drafts[finding.fingerprint] ??
    (given === null ? hunk.acknowledgements.find((it) => it.fingerprint === finding.fingerprint) : undefined);
  return {
    fingerprint: finding.fingerprint,
    detectorId: finding.detectorId,
    facet: finding.facet,
    change: finding.change,
    message: finding.message,
    line: anchorLine(finding, file) + 1,
    comparison: finding.comparison ?? null,
    impact: translated(finding.impact),
    evidence: placesOf(finding, file, readLine),
    why: [...finding.why, tiers[finding.tier]()],
    unknown: unknownsOf(finding),
    setBy: {
      rule: [finding.rule, ...(finding.alongside ?? [])].map(({ id }) => id).join(' + '),
      layer: finding.rule.layer,
      source: finding.rule.source,
      outranked: finding.outranked.map(outrankedWords),
    },
    tags: finding.tags,
    fix: translated(finding.fix),
    obligation: finding.obligation.kind,
    role: finding.obligation.kind === 'approve' ? printRoles(rolesLeft(finding, hunk)) : null,
    presence: finding.presence === true,
    hold: finding.hold,
    context: finding.context,
    state: findingState(hunk, finding),
    approval: toApprovalView(finding, hunk, holdersOf),
    acknowledgement:
      given === null
        ? null
        : {
            obligation: given.obligation,
            reason: given.reason ?? null,
            words: given.words ?? '',
            at: given.at,
            by: null,
          },
    draft: draft === undefined ? null : { reason: draft.reason ?? null, words: draft.words ?? '' },
    chain: toChainView(finding, file, readLine),
    isPartOfChain: finding.partOf !== undefined,
  };
}

/** That have still to approve; all of them, once they have. */
function rolesLeft(finding: Finding, hunk: HunkReview): readonly string[] {
  const missing = rolesMissing(hunk, finding);
  return missing.length === 0 ? rolesAsked(finding.obligation) : missing;
}

function toApprovalView(finding: Finding, hunk: HunkReview, holdersOf: HoldersOf): ApprovalView | null {
  if (finding.obligation.kind !== 'approve') return null;
  const { submitted, declined } = hunk;
  const approvals = approvalsOf(hunk, finding);
  const givenAs = (role: string): RoleView['given'] => {
    const found = approvals.find((each) => each.role === role);
    return found === undefined ? null : { by: found.by, at: found.at };
  };
  return {
    roles: rolesAsked(finding.obligation).map((role) => ({ role, holders: holdersOf(role), given: givenAs(role) })),
    askedAt: submitted?.at ?? null,
    command: submitted === undefined ? null : approveCommand(submitted.request),
    declined: declined === undefined ? null : { by: declined.by, at: declined.at, words: declined.words },
    yours: null,
  };
}

function toChainView(finding: Finding, file: FileChange | null, readLine: ReadLine): ChainView | null {
  if (finding.chain === undefined) return null;
  const { steps } = finding.chain;
  return {
    files: new Set(steps.map(({ path }) => path)).size,
    steps: steps.map(({ role, words, isNew, path, range }) => ({
      role,
      words,
      isNew,
      place: toPlace(finding, file, { path, range, role: role === 'step' ? 'call' : role }, readLine),
    })),
  };
}

/** The end of "outranks …". Its obligation is as `printObligation` writes it. */
function outrankedWords({ id, layer, obligation }: Finding['outranked'][number]): string {
  const rule = `${id} (${layer})`;
  const roles = rolesIn(obligation);
  if (roles.length > 0) return l10n.t`${rule}, which asks for approval by ${printRoles(roles)}`;
  switch (obligation) {
    case 'acknowledge':
      return l10n.t`${rule}, which asks to acknowledge`;
    case 'explain':
      return l10n.t`${rule}, which asks to explain`;
    case 'block':
      return l10n.t`${rule}, which blocks`;
    default:
      return l10n.t`${rule}, which asks for nothing`;
  }
}

const tiers: Readonly<Record<Tier, () => string>> = {
  proven: () => l10n.t('Proven: every part of it stands in the code.'),
  resolved: () => l10n.t('Resolved: every name was followed to its definition.'),
  pattern: () => l10n.t('Pattern: the shape of the code says so; not every name was followed.'),
  name: () => l10n.t('By name only: it is called so; what it does was not seen.'),
};

function unknownsOf({ resource, tier }: Finding): readonly string[] {
  return [
    ...(resource.dynamic ? [l10n.t`Which ${resource.kind}: it is only known at run time.`] : []),
    ...(tier === 'name' ? [l10n.t('Whether it does what its name says: its definition was not found.')] : []),
  ];
}

/** 0-based line of the after-side. */
function anchorLine({ side, range, subject }: Finding, file: FileChange | null): number {
  if (side === 'after' || file === null) return range.start.line;
  return anchorOfBefore(file, range.start.line, subject.symbol);
}

/** A finding about the before-side always has a place there: its line is nowhere else to be seen. */
function placesOf(finding: Finding, file: FileChange | null, readLine: ReadLine): readonly PlaceView[] {
  const places = finding.evidence.map((it) => toPlace(finding, file, it, readLine));
  const { path, range, side } = finding;
  const own = toPlace(finding, file, { path, range, role: 'declaration' }, readLine);
  const isShown = places.some((place) => place.side === 'before' && place.line === own.line && place.path === own.path);
  return side === 'after' || isShown ? places : [own, ...places];
}

const MAX_TEXT = 200;

function toPlace(
  finding: Finding,
  file: FileChange | null,
  { path: named, range, role }: Finding['evidence'][number],
  readLine: ReadLine,
): PlaceView {
  const isOwn = named === finding.path || named === file?.previousPath;
  const side = isOwn ? finding.side : 'after';
  const path = isOwn && side === 'before' ? (file?.previousPath ?? named) : named;
  const line = readLine(path, side, range.start.line)?.trim() ?? '';
  const place = { path, line: range.start.line + 1, side };
  return line === ''
    ? { ...place, text: placeWords[role](), isWords: true }
    : { ...place, text: line.slice(0, MAX_TEXT) };
}
