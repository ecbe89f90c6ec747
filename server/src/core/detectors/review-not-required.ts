import type { FactChange } from '../model/fact.ts';
import { listWords } from '../text/prose.ts';
import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';

/** People who were asked before something changed, or rules of a branch that held it back. */
export const reviewNotRequired = defineDetector({
  id: 'review-not-required',
  facet: 'assurance',
  why: 'Later changes can come in without whoever had to look at them.',
  fix: 'Leave the rule, or have those whom it asked agree to this change first.',
  tags: ['CWE-693', 'CICD-SEC-1', 'ASI09'],
  *detect(delta) {
    const owners = delta
      .of('assurance.detection', 'removed', 'weakened', 'redirected')
      .filter(({ fact }) => fact.action === 'ask');
    for (const [row, ...also] of groupRows(owners, ownersOf)) {
      const paths = listWords([row, ...also].map(({ fact }) => fact.resource.norm));
      const was = (row.before ?? row.fact).qualifiers?.['value'] ?? '';
      if (was === '' && row.change === 'removed') continue;
      const is = row.change === 'removed' ? '' : (row.fact.qualifiers?.['value'] ?? '');
      yield {
        change: row,
        also,
        message: `Changes of ${paths} are no longer for ${was} to review${is === '' ? '' : ` but for ${is}`}.`,
        comparison: { before: was, after: is === '' ? 'nobody' : is },
      };
    }
    for (const row of delta.added('assurance.detection'))
      if (row.fact.action === 'ask' && row.fact.qualifiers?.['value'] === '' && row.subjectPresent)
        yield { change: row, message: `Changes of ${row.fact.resource.norm} are for nobody to review.` };
    const rules = delta
      .of('assurance.detection', 'removed', 'weakened')
      .filter(({ fact }) => fact.action === 'protect');
    for (const [row, ...also] of groupRows(
      rules,
      ({ fact, change }) => `${fact.provenance.path} ${change} ${branchOf(fact.resource.norm)}`,
    )) {
      const rules = listWords([row, ...also].map(({ fact }) => ruleOf(fact.resource.norm)));
      yield {
        change: row,
        also,
        message: `${branchOf(row.fact.resource.norm)} insists on less: ${rules}${row.change === 'removed' ? ' is gone' : ''}.`,
        ...(row.before === undefined
          ? {}
          : { comparison: { before: row.before.confidence.why[0] ?? '', after: row.fact.confidence.why[0] ?? '' } }),
      };
    }
  },
});

function ownersOf({ fact, before, change }: FactChange): string {
  return `${fact.provenance.path} ${change} ${(before ?? fact).qualifiers?.['value'] ?? ''} ${fact.qualifiers?.['value'] ?? ''}`;
}

function branchOf(norm: string): string {
  return norm.slice(0, norm.lastIndexOf(': '));
}

function ruleOf(norm: string): string {
  return norm.slice(norm.lastIndexOf(': ') + 2).replaceAll('_', ' ');
}
