import type { FactChange } from '../model/fact.ts';
import { capital } from '../text/prose.ts';
import { defineDetector, type Delta } from './define.ts';
import { countOf } from './lock-words.ts';

/** Tests, scans and this gate, where CI no longer runs them or no longer stops when they fail; and what must be covered. */
export const checkSwitchedOff = defineDetector({
  id: 'check-switched-off',
  facet: 'assurance',
  why: 'What it would have found comes in without a word.',
  fix: 'Mend what fails, or leave the check out for the one case that it is wrong about.',
  tags: ['CWE-693', 'CICD-SEC-1', 'ASI09'],
  *detect(delta) {
    for (const row of delta.of('assurance.detection', 'weakened').filter(isOfRun)) {
      const { fact } = row;
      const are = /^(?:the tests|updates )/.test(fact.resource.norm) ? 'are' : 'is';
      yield fact.action === 'cover'
        ? {
            change: row,
            message: `Less is asked of ${fact.resource.norm}: ${amount(fact)}, before ${amount(row.before ?? fact)}.`,
            comparison: { before: amount(row.before ?? fact), after: amount(fact) },
          }
        : {
            change: row,
            message:
              fact.qualifiers?.['value'] === '0'
                ? `${capital(fact.resource.norm)} ${are} no longer ${fact.resource.norm.startsWith('updates ') ? 'looked for' : 'run'}.`
                : `${capital(fact.resource.norm)} may fail, and nothing stops.`,
          };
    }
    for (const row of delta.of('assurance.detection', 'removed').filter(isOfRun)) {
      const { fact } = row;
      if (fact.qualifiers?.['value'] === '0' || isElsewhere(delta, row)) continue;
      if (fact.resource.norm === 'the test script') continue;
      const are = /^(?:the tests|updates )/.test(fact.resource.norm) ? 'are' : 'is';
      yield {
        change: row,
        message:
          fact.action === 'cover'
            ? `Nothing is asked of ${fact.resource.norm} any more.`
            : `${capital(fact.resource.norm)} ${are} no longer ${fact.resource.norm.startsWith('updates ') ? 'looked for' : 'run'}.`,
      };
    }
  },
});

function isOfRun({ fact }: FactChange): boolean {
  return fact.action === 'run' || fact.action === 'cover';
}

/** Another file of the change set runs it, as strictly. */
function isElsewhere(delta: Delta, { fact }: FactChange): boolean {
  return delta
    .after('assurance.detection')
    .some(
      (other) =>
        other.action === fact.action &&
        other.resource.norm === fact.resource.norm &&
        Number(other.qualifiers?.['value']) >= Number(fact.qualifiers?.['value']),
    );
}

const AUDIT_LEVELS = ['info', 'low', 'moderate', 'high', 'critical', 'none'];

function amount({ resource, qualifiers }: FactChange['fact']): string {
  const value = qualifiers?.['value'] ?? '';
  if (resource.norm.startsWith('the age of updates')) return countOf(Number(value), 'day');
  return resource.norm === 'npm audit' ? `from ${AUDIT_LEVELS[-Number(value)] ?? 'some level'} on` : `${value} %`;
}
