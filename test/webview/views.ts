import type {
  ChangeSetView,
  DiffLineView,
  FindingView,
  HunkView,
  ObligationWord,
  PanelView,
} from '../../server/src/protocol/view.ts';

/** Views as a server sends them: one turn of an agent with a finding of every kind, and the states around it. */

type Part<T> = { readonly [Key in keyof T]?: T[Key] };

export function finding(part: Part<FindingView> & { readonly fingerprint: string }): FindingView {
  return {
    detectorId: 'guard-removed',
    facet: 'identity',
    change: 'removed',
    message: 'DELETE /users/:id no longer requires requireAdmin',
    line: 42,
    comparison: null,
    impact: 'Whoever could not reach this before can reach it now.',
    evidence: [],
    why: ['Resolved: every name was followed to its definition.'],
    unknown: [],
    setBy: { rule: 'identity.guard: removed', layer: 'built-in', source: 'countersign:recommended', outranked: [] },
    tags: ['CWE-862'],
    fix: '',
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
    ...part,
  };
}

export function hunk(part: Part<HunkView> & { readonly id: string; readonly path: string }): HunkView {
  return {
    previousPath: null,
    status: 'modified',
    firstLine: 1,
    lastLine: 3,
    landing: 'landed',
    judged: true,
    notJudged: null,
    notJudgedAcknowledged: false,
    isCancelled: false,
    findings: [],
    diff: toDiff(1, ['  const plain = true;', '+ const more = true;', '  export { plain };']),
    diffOmitted: 0,
    outcome: null,
    rejectReason: null,
    starts: { before: part.firstLine ?? 1, after: part.firstLine ?? 1 },
    unseen: null,
    blockedBecause: null,
    record: null,
    ...part,
  };
}

/** `+ ` added, `- ` removed, two blanks both. Marks are what stands between two `|`. */
export function toDiff(firstLine: number, lines: readonly string[]): readonly DiffLineView[] {
  let before = firstLine;
  let after = firstLine;
  return lines.map((line): DiffLineView => {
    const sign = line.slice(0, 2);
    const parts = line.slice(2).split('|');
    const text = parts.join('');
    const start = parts[0]?.length ?? 0;
    const marks = parts.length === 3 ? [[start, start + (parts[1]?.length ?? 0)] as const] : [];
    if (sign === '+ ') return { kind: 'added', before: null, after: after++, text, marks };
    if (sign === '- ') return { kind: 'removed', before: before++, after: null, text, marks };
    return { kind: 'context', before: before++, after: after++, text, marks };
  });
}

export const at = '2026-11-21T14:04:00Z';

export const guardFinding = finding({
  fingerprint: 'fp-guard',
  comparison: { before: 'requireAuth, requireAdmin', after: 'requireAuth' },
  impact: 'Whoever could not reach this before can reach it now. Any signed-in customer can close any account.',
  evidence: [
    { path: 'src/routes/users.ts', line: 42, side: 'before', text: 'the check that left the route' },
    { path: 'src/auth/require-admin.ts', line: 9, side: 'after', text: 'what it did: 403 unless role is admin' },
    { path: 'src/server.ts', line: 27, side: 'after', text: 'what still applies: requireAuth' },
  ],
  unknown: ['Whether the API gateway checks the role first. Its configuration is not in this workspace.'],
  setBy: {
    rule: 'identity.guard: removed',
    layer: 'repository',
    source: '.countersign/policy.yaml:14',
    outranked: ['recommended pack, which asks to explain'],
  },
  tags: ['CWE-862', 'ASI03', 'NHI5'],
  fix: 'Keep requireAdmin, and let it pass the support role.',
  obligation: 'explain',
});

export const bucketFinding = finding({
  fingerprint: 'fp-bucket',
  detectorId: 'grant-missing',
  facet: 'permission',
  change: 'added',
  message: 'Needs s3:PutObject on arn:aws:s3:::ledger-exports/*, not granted',
  line: 45,
  comparison: { before: '', after: 's3:PutObject' },
  impact: 'The route can write to a bucket that finance treats as read-only evidence.',
  evidence: [{ path: 'src/routes/users.ts', line: 45, side: 'after', text: 'PutObjectCommand' }],
  why: ['Proven: the bucket is a literal, the SDK import is certain.'],
  setBy: { rule: 'permission.cloud: undeclared', layer: 'built-in', source: 'countersign:recommended', outranked: [] },
  tags: ['CWE-732', 'NHI5'],
  obligation: 'acknowledge',
});

const users = hunk({
  id: 'h-users',
  path: 'src/routes/users.ts',
  firstLine: 41,
  lastLine: 50,
  findings: [guardFinding, bucketFinding],
  blockedBecause: '2 open on this hunk: finding 1 is not explained yet, finding 2 is not acknowledged.',
  diff: toDiff(41, [
    "  router.delete('/users/:id',",
    '-   requireAuth, |requireAdmin,|',
    '+   requireAuth,',
    '    async (req, res) => {',
    '      const user = await users.get(req.params.id);',
    '+     await s3.send(new PutObjectCommand({',
    "+       Bucket: 'ledger-exports',",
    '+       Key: `${user.id}/final.csv`, Body: csv(user),',
    '+     }));',
    '      await users.close(user.id);',
  ]),
});

const release = hunk({
  id: 'h-release',
  path: '.github/workflows/release.yml',
  firstLine: 9,
  lastLine: 9,
  findings: [
    finding({
      fingerprint: 'fp-token',
      detectorId: 'grant-widened',
      facet: 'permission',
      change: 'widened',
      message: 'GITHUB_TOKEN may write contents: read → write',
      line: 9,
      comparison: { before: 'contents: read', after: 'contents: write' },
      impact: 'A job that is taken over can push to this repository.',
      evidence: [{ path: '.github/workflows/release.yml', line: 9, side: 'after', text: 'the permission' }],
      setBy: {
        rule: 'permission.grant: widened',
        layer: 'repository',
        source: '.countersign/policy.yaml:22',
        outranked: ['recommended pack, which asks to explain'],
      },
      fix: 'Give the write permission to the one job that needs it.',
      obligation: 'approve',
      role: 'identity-team',
      approval: {
        roles: [{ role: 'identity-team', holders: ['ben@example.org'], given: null }],
        askedAt: null,
        command: null,
        declined: null,
        yours: null,
      },
      hold: true,
    }),
  ],
  blockedBecause: '1 open on this hunk: identity-team has not approved.',
  diff: toDiff(7, ['  permissions:', '    id-token: none', '-   contents: |read|', '+   contents: |write|']),
});

const webhook = hunk({
  id: 'h-webhook',
  path: 'src/payments/webhook.ts',
  firstLine: 18,
  lastLine: 24,
  findings: [
    finding({
      fingerprint: 'fp-signature',
      detectorId: 'signature-removed',
      message: 'Stripe signature is not verified',
      line: 19,
      comparison: { before: 'stripe.webhooks.constructEvent(body, signature, secret)', after: 'JSON.parse(body)' },
      impact: 'Anyone on the internet can post a payment event.',
      evidence: [{ path: 'src/payments/webhook.ts', line: 19, side: 'before', text: 'the verification' }],
      setBy: {
        rule: 'identity.guard: removed, signature',
        layer: 'organisation',
        source: 'org-policy.yaml:31',
        outranked: ['repository rule, which asks to explain'],
      },
      fix: 'Put the check back.',
      obligation: 'block',
    }),
  ],
  blockedBecause: '1 open on this hunk: the policy blocks it.',
  diff: toDiff(18, [
    '- const event = |stripe.webhooks.constructEvent(body, signature, secret)|;',
    '+ const event = |JSON.parse(body)|;',
    '  await handle(event);',
  ]),
});

const acknowledged = { obligation: 'acknowledge', reason: null, words: '', at, by: null } as const;

const track = hunk({
  id: 'h-track',
  path: 'src/analytics/track.ts',
  firstLine: 12,
  lastLine: 19,
  findings: [
    finding({
      fingerprint: 'fp-mixpanel',
      detectorId: 'data-sent',
      facet: 'data',
      change: 'added',
      message: 'Sends email, date of birth to api.mixpanel.com',
      line: 12,
      impact: 'Personal data leaves to a third party.',
      obligation: 'explain',
      state: 'settled',
      acknowledgement: {
        obligation: 'explain',
        reason: 'needed',
        words: 'Consent is asked on sign-up, DPA signed in March.',
        at,
        by: null,
      },
    }),
  ],
  diff: toDiff(12, ['  track("signup", {', '+   email: user.email,', '+   born: user.dateOfBirth,', '  });']),
});

const session = hunk({
  id: 'h-session',
  path: 'src/auth/session.ts',
  firstLine: 7,
  lastLine: 7,
  findings: [
    finding({
      fingerprint: 'fp-session',
      detectorId: 'session-weakened',
      change: 'weakened',
      message: 'Session token lives 15 min → 30 days',
      line: 7,
      comparison: { before: '15 min', after: '30 days' },
      state: 'settled',
      acknowledgement: acknowledged,
    }),
  ],
  outcome: 'accepted',
  record: { seq: 410, hash: '3f9ca1d752e0c8b43f9ca1d752e0c8b490f1b21e' },
});

const seeds = hunk({
  id: 'h-seeds',
  path: 'test/seeds/accounts.ts',
  firstLine: 3,
  lastLine: 8,
  findings: [
    finding({
      fingerprint: 'fp-seed',
      detectorId: 'credential-hardcoded',
      facet: 'identity',
      change: 'added',
      message: 'A password is written into the code',
      line: 5,
      context: ['test'],
      state: 'settled',
      acknowledgement: acknowledged,
    }),
  ],
  outcome: 'rejected',
  rejectReason: 'Take it from the environment, as the other seeds do.',
  record: { seq: 409, hash: '90f1b21e52e0c8b43f9ca1d752e0c8b490f1b21e' },
});

const edge = hunk({
  id: 'h-edge',
  path: 'cdn/edge.vcl',
  firstLine: 1,
  lastLine: 40,
  judged: false,
  notJudged: 'no grammar for VCL',
  blockedBecause: 'Nothing was analysed: acknowledge that first.',
  diff: toDiff(1, ['+ sub vcl_recv {', '+   set req.http.X-Forwarded-User = req.http.X-User;', '+ }']),
  diffOmitted: 37,
});

export function plainHunks(size: number): readonly HunkView[] {
  const folders = ['src/format', 'src/billing', 'src/routes', 'docs', 'test/unit'];
  return Array.from({ length: size }, (_, index) =>
    hunk({
      id: `h-plain-${index}`,
      path: `${folders[index % folders.length] ?? ''}/part-${index % 14}.ts`,
      firstLine: 10 + index,
      lastLine: 12 + index,
    }),
  );
}

export function changeSet(part: Part<ChangeSetView> = {}): ChangeSetView {
  const hunks = part.hunks ?? [webhook, release, users, track, session, seeds, edge, ...plainHunks(31)];
  return {
    id: 'cs-14',
    title: 'Codex, turn 14',
    agent: 'Codex',
    model: 'gpt-5.5',
    turn: 'turn 14',
    claimedBy: 'codex hook',
    claimSource: 'hook',
    asked: 'Let support close accounts, and answer refund mails without us.',
    askedIsPrivate: true,
    landedAt: '2026-11-21T14:02:00Z',
    heldUntil: null,
    answer: null,
    rootUri: 'file:///w',
    folder: null,
    isLinked: false,
    isDismissible: false,
    isCancelled: false,
    request: null,
    hunks,
    alike: [],
    summary: {
      mayNowDo: [
        { change: 'widened', text: 'push to this repository', secondary: 'GITHUB_TOKEN', hunks: ['h-release'] },
        { change: 'added', text: 's3:PutObject', secondary: 'not granted', hunks: ['h-users'] },
      ],
      touches: [
        { change: 'added', text: 'email, date of birth', secondary: '→ api.mixpanel.com', hunks: ['h-track'] },
        { change: 'unknown', text: 'a host set at run time', secondary: 'WEBHOOK_URL', hunks: ['h-plain-3'] },
      ],
      decides: [
        { change: 'removed', text: 'requireAdmin', secondary: 'DELETE /users/:id', hunks: ['h-users'] },
        { change: 'weakened', text: 'session 15 min → 30 d', secondary: '', hunks: ['h-session'] },
      ],
    },
    progress: toProgress(hunks),
    failures: [],
    ...part,
  };
}

export function toProgress(hunks: readonly HunkView[]): ChangeSetView['progress'] {
  const asked = hunks.flatMap(({ findings, outcome }) =>
    findings.filter(({ obligation }) => obligation !== 'none').map(({ state }) => ({ state, outcome })),
  );
  const plain = hunks.filter(
    ({ judged, findings }) => judged && findings.every(({ obligation }) => obligation === 'none'),
  );
  return {
    total: asked.length,
    settled: asked.filter(({ state, outcome }) => outcome !== null || state === 'settled').length,
    withoutFindings: plain.length,
    withoutFindingsOpen: plain.filter(({ outcome }) => outcome === null).length,
    notJudged: hunks.filter(({ judged }) => !judged).length,
  };
}

let revision = 0;

export function panelView(part: Part<PanelView> = {}): PanelView {
  revision += 1;
  return {
    revision,
    state: 'queue',
    analysing: null,
    problem: null,
    changeSets: [changeSet()],
    roots: ['file:///w'],
    records: [],
    watching: { files: 312, ignored: 41_207, baseline: 'origin/main at 3f9ca1d' },
    reasons: [
      { code: 'needed', title: 'Intended by the task' },
      { code: 'mitigated-elsewhere', title: 'Covered by another control' },
      { code: 'false-positive', title: 'Finding is wrong' },
      { code: 'accepted-risk', title: 'Risk accepted' },
      { code: 'temporary', title: 'Temporary, tracked' },
    ],
    waitingRequests: 0,
    drift: [],
    suggestions: [{ detectorId: 'guard-removed', words: 'Role change follows in infra#412' }],
    ...part,
  };
}

export const viewOf = (...hunks: readonly HunkView[]): PanelView => panelView({ changeSets: [changeSet({ hunks })] });

/** What a server answers to an acknowledgement or an explanation. */
export function settle(
  view: PanelView,
  fingerprint: string,
  obligation: ObligationWord = 'acknowledge',
  words = '',
): PanelView {
  const answer = { obligation, reason: obligation === 'explain' ? ('needed' as const) : null, words, at, by: null };
  return mapHunks(view, (other) => {
    const findings = other.findings.map((one) =>
      one.fingerprint === fingerprint
        ? { ...one, state: 'settled' as const, acknowledgement: answer, draft: null }
        : one,
    );
    const open = findings.filter((one) => one.state !== 'settled' && one.obligation !== 'none').length;
    return {
      ...other,
      findings,
      blockedBecause:
        open === 0 && other.judged
          ? null
          : other.findings === findings
            ? other.blockedBecause
            : `${open} open on this hunk.`,
    };
  });
}

export function decide(
  view: PanelView,
  id: string,
  outcome: NonNullable<HunkView['outcome']>,
  rejectReason: string | null = null,
): PanelView {
  return mapHunks(view, (other) =>
    other.id === id
      ? {
          ...other,
          outcome,
          rejectReason,
          blockedBecause: null,
          record: { seq: 411, hash: 'a90c17d752e0c8b43f9ca1d752e0c8b490f1b21e' },
        }
      : other,
  );
}

export function mapHunks(view: PanelView, change: (hunk: HunkView) => HunkView): PanelView {
  revision += 1;
  return {
    ...view,
    revision,
    changeSets: view.changeSets.map((set) => {
      const hunks = set.hunks.map(change);
      return { ...set, hunks, progress: toProgress(hunks) };
    }),
  };
}

/** A whole repository moved to another package: one finding on every fifth hunk. */
export function largeView(size: number): PanelView {
  const facets = ['identity', 'permission', 'data', 'agent'] as const;
  const obligations = ['approve', 'explain', 'acknowledge', 'block'] as const;
  const hunks = Array.from({ length: size }, (_, index): HunkView => {
    const path = `services/service-${Math.floor(index / 40)}/routes/file-${index % 40}.ts`;
    if (index % 97 === 0)
      return hunk({
        id: `h-${index}`,
        path,
        judged: false,
        notJudged: 'too large to analyse',
        blockedBecause: 'Nothing was analysed.',
      });
    if (index % 5 !== 0) return hunk({ id: `h-${index}`, path, firstLine: index, lastLine: index + 4 });
    return hunk({
      id: `h-${index}`,
      path,
      firstLine: index,
      lastLine: index + 4,
      blockedBecause: '1 open on this hunk.',
      findings: [
        finding({
          fingerprint: `fp-${index}`,
          message: `requireScope("invoice:write") removed from route number ${index}`,
          facet: facets[(index / 5) % 4] ?? 'identity',
          obligation: obligations[(index / 5) % 4] ?? 'acknowledge',
          role: 'identity-team',
          context: index % 35 === 0 ? ['test'] : [],
          line: index + 1,
        }),
      ],
    });
  });
  return panelView({
    changeSets: [
      changeSet({
        hunks,
        asked: 'Move every service to the new auth package.',
        title: 'Codex, turns 3–14',
        turn: 'turns 3–14',
      }),
    ],
  });
}

/** A finding whose hunk changed after it was explained. */
export const reopenedView = (): PanelView =>
  viewOf(
    {
      ...users,
      findings: [
        {
          ...guardFinding,
          state: 'reopened',
          line: 46,
          acknowledgement: {
            obligation: 'explain',
            reason: 'mitigated-elsewhere',
            words: 'Role gets PutObject on this prefix only, infra#412.',
            at,
            by: null,
          },
          draft: { reason: 'mitigated-elsewhere', words: 'Role gets PutObject on this prefix only, infra#412.' },
        },
      ],
    },
    track,
  );

export const fixtures = { users, release, webhook, track, session, seeds, edge } as const;

/** All findings of `users.ts` settled. */
export const readyView = (): PanelView =>
  settle(
    settle(panelView(), 'fp-guard', 'explain', 'Role gets PutObject on this prefix only, infra#412.'),
    'fp-bucket',
  );

export function doneView(): PanelView {
  let view = panelView({
    changeSets: [
      changeSet({ hunks: [users, track, session, seeds, { ...edge, notJudgedAcknowledged: true }, ...plainHunks(31)] }),
    ],
    records: [
      { seq: 413, hash: '3f9ca1d752e0c8b43f9ca1d752e0c8b490f1b21e', outcome: 'accepted', paths: ['cdn/edge.vcl'], at },
      {
        seq: 412,
        hash: '90f1b21e52e0c8b43f9ca1d752e0c8b490f1b21e',
        outcome: 'accepted',
        paths: ['src/routes/users.ts'],
        at,
      },
      {
        seq: 409,
        hash: '70f1b21e52e0c8b43f9ca1d752e0c8b490f1b21e',
        outcome: 'rejected',
        paths: ['test/seeds/accounts.ts'],
        at,
      },
    ],
  });
  view = settle(settle(view, 'fp-guard', 'explain', 'Covered.'), 'fp-bucket');
  view = mapHunks(view, (other) =>
    other.outcome === null ? { ...other, outcome: 'accepted', blockedBecause: null } : other,
  );
  return { ...decide(view, 'h-track', 'amended'), state: 'done' };
}

export const failedView = (): PanelView =>
  panelView({
    state: 'failed',
    problem: {
      code: 'CS9002',
      message: 'The analysis server ended with code 134',
      why: 'Out of memory in seed-data.sql, 48 MB: the file is above the size limit, and the limit was raised in your settings.',
      fix: 'Put countersign.maxFileSize back to 4 MB, then restart.',
    },
  });

export const emptyView = (state: PanelView['state'], part: Part<PanelView> = {}): PanelView =>
  panelView({ state, changeSets: [], ...part });

/** Somebody cancelled the analysis of the change set, of which all but one hunk was known from before. */
export function cancelledView(): PanelView {
  const notJudged = 'Not analysed: cancelled.';
  const blockedBecause = 'Not analysed: cancelled. Analyse it again first.';
  const hunks = panelView().changeSets[0]!.hunks.map((each) =>
    each.outcome === null
      ? { ...each, isCancelled: true, blockedBecause, ...(each.judged ? {} : { notJudged }) }
      : each,
  );
  return panelView({ changeSets: [changeSet({ isCancelled: true, hunks })] });
}
