/** Views as `to-view` makes them, with only what a test is about given. */
import type { ChangeSetView, FindingView, HunkView, PanelView, RequestView } from '../../server/src/protocol/view.ts';

export function sampleFinding(given: Partial<FindingView> = {}): FindingView {
  return {
    fingerprint: 'f1',
    detectorId: 'cloud-permission-added',
    facet: 'permission',
    change: 'added',
    message: 'Needs s3:PutObject on ledger-exports.',
    line: 3,
    comparison: null,
    impact: 'The call fails until somebody widens the role.',
    evidence: [{ path: 'src/a.ts', line: 3, side: 'after', text: 'await s3.send(command);' }],
    why: ['Resolved: every name was followed to its definition.'],
    unknown: [],
    setBy: { rule: 'r1', layer: 'pack', source: 'countersign:recommended:7', outranked: [] },
    tags: [],
    fix: 'Grant it on the bucket only.',
    obligation: 'acknowledge',
    role: null,
    presence: false,
    hold: false,
    context: [],
    state: 'open',
    approval: null,
    acknowledgement: null,
    draft: null,
    chain: null,
    isPartOfChain: false,
    alike: null,
    ...given,
  };
}

export function sampleHunk(given: Partial<HunkView> = {}): HunkView {
  return {
    id: 'h1',
    path: 'src/a.ts',
    previousPath: null,
    status: 'modified',
    firstLine: 3,
    lastLine: 4,
    landing: 'landed',
    judged: true,
    notJudged: null,
    notJudgedAcknowledged: false,
    isCancelled: false,
    findings: [sampleFinding()],
    diff: [{ kind: 'added', before: null, after: 3, text: '  await s3.send(command);', marks: [] }],
    diffOmitted: 0,
    outcome: null,
    rejectReason: null,
    starts: { before: 3, after: 3 },
    unseen: null,
    blockedBecause: '1 open on this hunk.',
    record: null,
    ...given,
  };
}

export function sampleSet(given: Partial<ChangeSetView> = {}): ChangeSetView {
  const hunks = given.hunks ?? [sampleHunk()];
  return {
    id: 'c1',
    title: 'Edit on disk',
    agent: null,
    model: null,
    turn: null,
    claimedBy: 'disk watcher',
    claimSource: 'watcher',
    asked: null,
    askedIsPrivate: false,
    landedAt: '2026-11-20T10:00:00.000Z',
    heldUntil: null,
    answer: null,
    rootUri: 'file:///w',
    folder: null,
    isLinked: false,
    isDismissible: false,
    isCancelled: false,
    request: null,
    alike: [],
    summary: {
      mayNowDo: [{ change: 'added', text: 's3:PutObject', secondary: '', hunks: ['h1'] }],
      touches: [],
      decides: [{ change: 'removed', text: 'requireAdmin', secondary: '', hunks: ['h1'] }],
    },
    progress: { total: 1, settled: 0, withoutFindings: 0, withoutFindingsOpen: 0, notJudged: 0 },
    failures: [],
    ...given,
    hunks,
  };
}

/** A hunk with findings of which the first are settled. */
export function sampleAsked(total: number, settled: number, given: Partial<HunkView> = {}): ChangeSetView {
  const findings = Array.from({ length: total }, (_, index) =>
    sampleFinding({ fingerprint: `f${index}`, state: index < settled ? 'settled' : 'open' }),
  );
  const progress = { total, settled, withoutFindings: 0, withoutFindingsOpen: 0, notJudged: 0 };
  return sampleSet({ hunks: [sampleHunk({ findings, ...given })], progress });
}

export function sampleView(given: Partial<PanelView> = {}): PanelView {
  return {
    revision: 1,
    state: 'queue',
    analysing: null,
    problem: null,
    changeSets: [sampleSet()],
    roots: ['file:///w'],
    records: [],
    watching: { files: 12, ignored: 3, baseline: 'HEAD' },
    reasons: [],
    waitingRequests: 0,
    drift: [],
    suggestions: [],
    ...given,
  };
}

export function sampleRequest(given: Partial<RequestView> = {}): RequestView {
  return {
    by: 'ada@example.org',
    askedAt: '2026-11-21T14:04:00Z',
    roles: ['leads'],
    key: null,
    whyNot: null,
    unsealed: 0,
    unsent: 0,
    ...given,
  };
}
