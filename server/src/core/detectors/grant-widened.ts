import type { Fact, FactChange } from '../model/fact.ts';
import { defineDetector } from './define.ts';
import { groupRows, listWords, placeOf } from './group.ts';

/** A policy, token or role that gives more than it gave. */
export const grantWidened = defineDetector({
  id: 'grant-widened',
  facet: 'permission',
  why: 'Everything that runs under this grant may do it, not only the code that asked for it.',
  fix: 'Give the narrowest action on the narrowest resource, to the one job or role that needs it.',
  tags: ['CWE-732', 'CWE-250', 'ASI03', 'NHI5'],
  *detect(delta) {
    const added = delta.added('permission.grant').filter(({ fact }) => !isHarmless(fact) && !isOfContainer(fact));
    for (const [row, ...also] of statements(added)) {
      yield {
        change: row,
        also,
        message: also.length === 0 ? messageOf(row) : messageOfStatement([row, ...also]),
        comparison: { before: 'not granted', after: [row, ...also].map(({ fact }) => textOf(fact)).join('\n') },
      };
    }
    for (const row of delta.of('permission.grant', 'widened', 'redirected')) {
      if (isOfContainer(row.fact)) continue;
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

/** A detector of its own tells what a container may do. */
function isOfContainer({ resource }: Fact): boolean {
  return resource.kind === 'container';
}

/** A Deny that is added takes away; reading the code is what every workflow starts from. */
function isHarmless({ action, qualifiers }: Fact): boolean {
  const level = qualifiers?.['level'];
  return qualifiers?.['effect'] === 'Deny' || level === 'none' || (action === 'contents' && level === 'read');
}

const READS = new Set(['Read', 'List']);

/** Policy statements as they are written: actions that are given on the same resources are one. What reads stays apart. */
function* statements(rows: readonly FactChange[]): Generator<readonly [FactChange, ...FactChange[]]> {
  // Scopes that are only read are one act; each that is written is one of its own.
  const scopeOf = (row: FactChange): string =>
    row.fact.qualifiers?.['level'] === 'read' ? `${row.fact.provenance.path} ${row.fact.subject.symbol}` : placeOf(row);
  yield* groupRows(
    rows.filter(({ fact }) => fact.qualifiers?.['level'] !== undefined),
    scopeOf,
  );
  const policies = groupRows(rows.filter(({ fact }) => fact.qualifiers?.['level'] === undefined));
  const grouped = new Map<string, [FactChange, ...FactChange[]]>();
  for (const places of policies) {
    const { fact } = places[0];
    const on = places.map((row) => row.fact.resource.norm).sort();
    const { principal = '', condition = '' } = fact.qualifiers ?? {};
    const isRead = READS.has(fact.detail?.accessLevel ?? '');
    const key = JSON.stringify([fact.provenance.path, fact.subject.symbol, principal, condition, isRead, on]);
    const known = grouped.get(key);
    if (known === undefined) grouped.set(key, [...places]);
    else known.push(...places);
  }
  yield* grouped.values();
}

function messageOfStatement(rows: readonly [FactChange, ...FactChange[]]): string {
  const { fact } = rows[0];
  if (fact.qualifiers?.['level'] !== undefined)
    return `${tokenOf(fact)} gains ${listWords(rows.map((row) => textOf(row.fact)))}.`;
  const holder = fact.qualifiers?.['principal'] ?? fact.subject.symbol;
  const roles = listWords(rows.map((row) => row.fact.resource.norm));
  if (fact.action === 'bind') return `${holder} is given ${roles}.`;
  return `${holder} may now do ${listWords(rows.map((row) => row.fact.action))} on ${listWords(rows.map((row) => row.fact.resource.norm))}.`;
}

function textOf(fact: Fact): string {
  const level = fact.qualifiers?.['level'];
  if (level !== undefined) return fact.action === '*' ? (ALL_SCOPES[level] ?? level) : `${fact.action}: ${level}`;
  const condition = fact.qualifiers?.['condition'];
  return `${fact.qualifiers?.['effect'] ?? ''} ${fact.action} on ${fact.resource.norm}${condition === undefined ? '' : `, if ${condition}`}`.trim();
}

const ALL_SCOPES: Readonly<Record<string, string>> = {
  none: 'nothing',
  read: 'reading everything',
  write: 'writing everything',
  default: 'what the repository gives by default',
};

/** A binding of the cluster counts in every namespace. */
function everywhere({ qualifiers }: Fact, before: Fact | undefined): string {
  const isWider = qualifiers?.['scope'] === 'cluster' && before?.qualifiers?.['scope'] !== 'cluster';
  return isWider ? ' in every namespace' : '';
}

function tokenOf({ subject, resource }: Fact): string {
  return subject.type === 'job' ? `${resource.norm} of ${subject.symbol}` : resource.norm;
}

function messageOf(row: FactChange): string {
  const { fact, before } = row;
  const level = fact.qualifiers?.['level'];
  if (level !== undefined) {
    const holder = tokenOf(fact);
    const isUnneeded = fact.detail?.grant === 'excess' ? ' No step is known to need it.' : '';
    if (before === undefined && level === 'default')
      return `${holder} has what the repository gives by default: there is no permissions block.`;
    if (before === undefined) return `${holder} gains ${textOf(fact)}.${isUnneeded}`;
    const from = before.qualifiers?.['level'];
    if (before.action === fact.action && fact.action !== '*' && from !== undefined)
      return `${holder}: ${fact.action} goes from ${from} to ${level}.${isUnneeded}`;
    return `${holder} goes from ${textOf(before)} to ${textOf(fact)}.${isUnneeded}`;
  }
  const principal = fact.qualifiers?.['principal'];
  const holder = principal === undefined ? fact.subject.symbol : principal;
  if (fact.action === 'bind' || fact.action === 'assume') {
    const was = before === undefined ? '' : `, before ${before.resource.norm}`;
    return fact.action === 'bind'
      ? `${holder} is given ${fact.resource.norm}${everywhere(fact, before)}${was}.`
      : `${holder} is ${fact.resource.norm} in the cloud${was}.`;
  }
  if (before === undefined) return `${holder} may now do ${fact.action} on ${fact.resource.norm}.`;
  if (fact.qualifiers?.['scope'] !== before.qualifiers?.['scope'] && fact.action === before.action)
    return `${holder} may do ${fact.action} on ${fact.resource.norm} in every namespace.`;
  if (
    fact.qualifiers?.['condition'] !== before.qualifiers?.['condition'] &&
    fact.action === before.action &&
    fact.resource.norm === before.resource.norm
  ) {
    return `${holder} may do ${fact.action} on ${fact.resource.norm} under a weaker condition.`;
  }
  return `${holder} may do ${fact.action} on ${fact.resource.norm}, before ${before.action} on ${before.resource.norm}.`;
}
