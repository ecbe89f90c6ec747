import { listWords } from '../text/prose.ts';
import type { Fact, FactChange } from '../model/fact.ts';

/** What a workflow's token may now do. `rows` are several only where each is a scope that is added. */
export function tokenMessage(rows: readonly [FactChange, ...FactChange[]]): string {
  const { fact, before } = rows[0];
  const holder = fact.subject.type === 'job' ? `${fact.resource.norm} of ${fact.subject.symbol}` : fact.resource.norm;
  if (rows.length > 1) return `${holder} gains ${listWords(rows.map((row) => tokenText(row.fact)))}.`;
  const level = fact.qualifiers?.['level'] ?? '';
  const isUnneeded = fact.detail?.grant === 'excess' ? ' No step is known to need it.' : '';
  if (before === undefined && level === 'default')
    return `${holder} has what the repository gives by default: there is no permissions block.`;
  if (before === undefined) return `${holder} gains ${tokenText(fact)}.${isUnneeded}`;
  const from = before.qualifiers?.['level'];
  if (before.action === fact.action && fact.action !== '*' && from !== undefined)
    return `${holder}: ${fact.action} goes from ${from} to ${level}.${isUnneeded}`;
  return `${holder} goes from ${tokenText(before)} to ${tokenText(fact)}.${isUnneeded}`;
}

export function isOfToken({ qualifiers }: Fact): boolean {
  return qualifiers?.['level'] !== undefined;
}

/** A scope and its level, as it stands in a comparison. */
export function tokenText({ action, qualifiers }: Fact): string {
  const level = qualifiers?.['level'] ?? '';
  return action === '*' ? (ALL_SCOPES[level] ?? level) : `${action}: ${level}`;
}

const ALL_SCOPES: Readonly<Record<string, string>> = {
  none: 'nothing',
  read: 'reading everything',
  write: 'writing everything',
  default: 'what the repository gives by default',
};
