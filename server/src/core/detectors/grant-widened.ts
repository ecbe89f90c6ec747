import type { FactChange } from '../model/fact.ts';
import { defineDetector } from './define.ts';

/** A policy, token or role that gives more than it gave. */
export const grantWidened = defineDetector({
  id: 'grant-widened',
  facet: 'permission',
  why: 'Everything that runs under this grant may do it, not only the code that asked for it.',
  fix: 'Give the narrowest action on the narrowest resource, to the one job or role that needs it.',
  tags: ['CWE-732', 'CWE-250', 'ASI03', 'NHI5'],
  *detect(delta) {
    for (const row of [...delta.added('permission.grant'), ...delta.of('permission.grant', 'widened', 'redirected')]) {
      // A Deny that is added takes away; the order says so for changed ones.
      if (row.change === 'added' && row.fact.qualifiers?.['effect'] === 'Deny') continue;
      // Reading the code is what every workflow starts from.
      if (row.change === 'added' && row.fact.action === 'contents' && row.fact.qualifiers?.['level'] === 'read')
        continue;
      yield {
        change: row,
        message: messageOf(row),
        comparison: { before: row.before === undefined ? 'not granted' : textOf(row.before), after: textOf(row.fact) },
      };
    }
    for (const row of delta.removed('permission.grant')) {
      if (row.fact.qualifiers?.['effect'] !== 'Deny') continue;
      yield {
        change: row,
        as: 'widened',
        message: `No longer denies ${row.fact.action} on ${row.fact.resource.norm}.`,
        comparison: { before: textOf(row.fact), after: 'no longer denied' },
      };
    }
  },
});

function textOf(fact: FactChange['fact']): string {
  const level = fact.qualifiers?.['level'];
  if (level !== undefined)
    return fact.action === '*' && level === 'default'
      ? 'no permissions block'
      : `${fact.action === '*' ? 'all scopes' : fact.action}: ${level}`;
  const condition = fact.qualifiers?.['condition'];
  return `${fact.qualifiers?.['effect'] ?? ''} ${fact.action} on ${fact.resource.norm}${condition === undefined ? '' : `, if ${condition}`}`.trim();
}

function messageOf(row: FactChange): string {
  const { fact, before } = row;
  const level = fact.qualifiers?.['level'];
  if (level !== undefined) {
    const holder = fact.subject.type === 'job' ? `${fact.resource.norm} of ${fact.subject.symbol}` : fact.resource.norm;
    return before === undefined
      ? `${holder} gains ${textOf(fact)}.`
      : `${holder} goes from ${textOf(before)} to ${textOf(fact)}.`;
  }
  const principal = fact.qualifiers?.['principal'];
  const holder = principal === undefined ? fact.subject.symbol : principal;
  if (before === undefined) return `${holder} may now do ${fact.action} on ${fact.resource.norm}.`;
  if (
    fact.qualifiers?.['condition'] !== before.qualifiers?.['condition'] &&
    fact.action === before.action &&
    fact.resource.norm === before.resource.norm
  ) {
    return `${holder} may do ${fact.action} on ${fact.resource.norm} under a weaker condition.`;
  }
  return `${holder} may do ${fact.action} on ${fact.resource.norm}, before ${before.action} on ${before.resource.norm}.`;
}
