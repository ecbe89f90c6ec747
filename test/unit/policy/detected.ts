import type { Detected } from '../../../server/src/core/model/finding.ts';

const start = { line: 0, character: 0 };

/** What a rule is asked about: a guard that is gone from a function, but for what a test says. */
export function detected(more: Partial<Detected> = {}): Detected {
  return {
    detectorId: 'd',
    facet: 'identity',
    kind: 'identity.guard',
    change: 'removed',
    message: '',
    impact: '',
    fix: '',
    why: [],
    tags: [],
    factIds: [],
    subject: { type: 'function', symbol: 'f' },
    action: 'a',
    resource: { kind: 'r', norm: 'r', dynamic: false },
    tier: 'resolved',
    evidence: [],
    path: 'src/a.ts',
    side: 'after',
    range: { start, end: { line: 0, character: 1 } },
    context: [],
    ...more,
  };
}
