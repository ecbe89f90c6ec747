import { printRequirement } from '../model/requirement.ts';
import type { FactChange } from '../model/fact.ts';
import { listWords } from '../text/prose.ts';
import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';

/** A policy that goes with its file: what it was for is there without it. */
export const accessPolicyRemoved = defineDetector({
  id: 'access-policy-removed',
  facet: 'identity',
  why: 'What the policy stood in front of is reached without it from now on.',
  fix: 'Restore the policy, or say what asks the same now.',
  tags: ['CWE-862', 'CWE-306', 'ASI03', 'NHI5'],
  *detect(delta) {
    const lost = delta
      .of('identity.guard', 'removed')
      .filter(({ fact, subjectPresent }) => !subjectPresent && fact.detail?.decision?.basis === 'policy');
    // A whole application that is taken away takes its policies along.
    const folderOf = ({ fact }: FactChange): string => fact.provenance.path.replace(/[^/]*$/, '');
    const emptied = new Set(
      delta
        .of('permission.grant', 'removed')
        .filter(({ fact, subjectPresent }) => !subjectPresent && fact.action === 'service-account-token')
        .map(folderOf),
    );
    const told = lost.filter((row) => !emptied.has(folderOf(row)));
    for (const [row, ...also] of groupRows(told, ({ fact }) => `${fact.provenance.path} ${fact.subject.symbol}`)) {
      const asked = [...new Set([row, ...also].map(({ fact }) => printRequirement(fact.resource)))];
      yield { change: row, also, message: `${row.fact.subject.symbol} no longer requires ${listWords(asked)}.` };
    }
  },
});
