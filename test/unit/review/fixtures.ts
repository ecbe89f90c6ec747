import type { Origin } from '../../../server/src/core/model/change.ts';
import type { Finding } from '../../../server/src/core/model/finding.ts';
import type { Obligation } from '../../../server/src/core/model/policy.ts';
import type { Review } from '../../../server/src/core/model/review.ts';
import { inEnglish } from '../../../server/src/core/model/wording.ts';
import { type AnalysedHunk, type ReviewEvent, advance, openReview } from '../../../server/src/core/review.ts';

export const at = '2026-11-21T10:00:00Z';

export const approvalBy = (role: string) => ({
  role,
  by: 'ben@example.org',
  key: 'SHA256:b',
  at,
  ledger: 'l',
  record: 'r',
});

export const origin: Origin = { kind: 'agent', channel: 'disk', held: false, agent: 'codex', claimedBy: 'hook' };

export function finding(
  fingerprint: string,
  obligation: Obligation['kind'],
  hunk = 'h-0',
  more: Partial<Finding> = {},
): Finding {
  return {
    detectorId: 'guard-removed',
    facet: 'identity',
    kind: 'identity.guard',
    change: 'removed',
    message: 'DELETE /users/:id no longer requires admin.',
    impact: 'Whoever could not reach this before can reach it now.',
    fix: 'Restore the check.',
    why: ['Resolved: every name was followed.'],
    tags: ['CWE-862'],
    factIds: [],
    subject: { type: 'route', symbol: 'DELETE /users/:id' },
    action: 'require-role',
    resource: { kind: 'role', norm: 'admin', dynamic: false },
    tier: 'resolved',
    evidence: [],
    path: 'a.ts',
    side: 'after',
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } },
    context: [],
    obligation: obligation === 'approve' ? { kind: 'approve', role: 'identity-team' } : { kind: obligation },
    hold: false,
    rule: { id: 'guard-lost', layer: 'built-in', source: 'countersign:recommended:12' },
    outranked: [],
    fingerprint,
    hunk,
    ...more,
  };
}

export function hunk(id: string, findings: readonly Finding[] = [], judged = true): AnalysedHunk {
  return { id, path: 'a.ts', judged, findings };
}

export function review(...hunks: readonly AnalysedHunk[]): Review {
  return openReview({ id: 'set', origin, title: 'Turn 1', landedAt: '2026-11-21T10:00:00Z' }, hunks);
}

/** What the state machine says to an event, its refusal as people read it. */
export function step(
  state: Review,
  event: ReviewEvent,
  mode: 'enforce' | 'observe' = 'enforce',
): Omit<ReturnType<typeof advance>, 'refused'> & { readonly refused: string | null } {
  const { refused, ...rest } = advance(state, event, mode);
  return { ...rest, refused: refused === null ? null : inEnglish(refused) };
}
