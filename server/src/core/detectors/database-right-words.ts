import { listWords } from '../text/prose.ts';
import type { Fact, FactChange } from '../model/fact.ts';

type Rows = readonly [FactChange, ...FactChange[]];

/** What new rights mean, in a sentence. */
export function givenMessage(rows: Rows): string {
  const { fact } = rows[0];
  const on = listWords(rows.map((row) => objectOf(row.fact)));
  const holders = listWords(rows.map((row) => holderOf(row.fact)));
  const isSeveral = new Set(rows.map((row) => holderOf(row.fact))).size > 1;
  const passesOn = fact.qualifiers?.['setting'] === 'may pass it on' ? ', and may give that to others' : '';
  switch (fact.action) {
    case 'row-level-security':
      return openRows(fact, on, rows.length);
    case 'member':
      return `${holders} ${isSeveral ? 'have' : 'has'} all that the ${several(rows) ? 'roles' : 'role'} ${on} may${passesOn}.`;
    case 'OWNER':
      return `${holders} ${isSeveral ? 'own' : 'owns'} ${on}.`;
    case 'policy dropped':
      return `A policy of ${on} is dropped: which rows are seen is another question now.`;
    case 'policy changed':
      return `A policy of ${on} lets ${holders} see ${fact.qualifiers?.['condition'] === undefined ? 'every row' : 'other rows'}.`;
    case 'runs as its owner':
      return `${on} ${rows.length > 1 ? 'run' : 'runs'} with the rights of its owner, whoever calls it${
        fact.qualifiers?.['setting'] === 'search_path of the caller'
          ? ', and looks for tables where the caller says'
          : ''
      }.`;
    case 'extension':
    case 'option':
      return `SQL may now use ${on}: ${reasonOf(fact)}`;
    default:
  }
  if (fact.resource.kind === 'database-role')
    return `${holders} ${isSeveral ? 'are' : 'is'} now ${listWords(rows.map((row) => row.fact.action))}: ${reasonOf(fact)}`;
  if (fact.action.startsWith('policy '))
    return `${holders} may do ${listWords(rows.map((row) => row.fact.action.slice('policy '.length)))} on every row of ${on}.`;
  return `${holders} may now do ${listWords(rows.map((row) => row.fact.action))} on ${on}${passesOn}.`;
}

/** What a right became that somebody had. */
export function changedRightMessage(fact: Fact, before: Fact, change: FactChange['change']): string {
  const on = objectOf(fact);
  const setting = fact.qualifiers?.['setting'];
  if (fact.action === 'row-level-security') return openRows(fact, on, 1);
  if (fact.action === 'runs as its owner')
    return `${on} runs with the rights of its owner, and now looks for tables where the caller says.`;
  if (fact.action.startsWith('policy ') && fact.qualifiers?.['condition'] !== before.qualifiers?.['condition']) {
    const command = fact.action.slice('policy '.length);
    const isRefused = fact.qualifiers?.['effect'] === 'Deny';
    if (isRefused) return `A policy that limits ${command} on ${on} to some rows is another one.`;
    return change === 'widened' && fact.qualifiers?.['condition'] === undefined
      ? `${holderOf(fact)} may do ${command} on every row of ${on}, before only on some.`
      : `${holderOf(fact)} may do ${command} on other rows of ${on} than before.`;
  }
  const wasHolder = holderOf(before);
  const isSameHolder = fact.qualifiers?.['principal'] === before.qualifiers?.['principal'];
  if (fact.qualifiers?.['effect'] !== before.qualifiers?.['effect'])
    return `${holderOf(fact)} may now do ${actionOf(fact)} on ${on}, which was refused.`;
  if (isSameHolder && setting === 'may pass it on' && before.qualifiers?.['setting'] !== setting)
    return `${holderOf(fact)} may now give ${actionOf(fact)} on ${on} to others.`;
  if (fact.action === 'member') return `${holderOf(fact)} has all that the role ${on} may, before ${wasHolder}.`;
  if (!isSameHolder) return `${holderOf(fact)} may do ${actionOf(fact)} on ${on}, before ${wasHolder}.`;
  return `${holderOf(fact)} may do ${actionOf(fact)} on ${on}, before ${actionOf(before)} on ${objectOf(before)}.`;
}

/** What no longer keeps anybody from anything. */
export function lostMessage(rows: Rows): string {
  const { fact } = rows[0];
  const on = listWords(rows.map((row) => objectOf(row.fact)));
  if (fact.action === 'row-level-security') return `Row-level security of ${on} is no longer switched on.`;
  if (fact.action.startsWith('policy '))
    return fact.qualifiers?.['effect'] === 'Deny'
      ? `A policy that limits the rows of ${on} is gone.`
      : `A policy of ${on} is gone, and nothing here says that its rows are protected.`;
  return `${holderOf(fact)} is no longer refused ${listWords(rows.map((row) => row.fact.action))} on ${on}.`;
}

/** A right as it stands in a comparison. */
export function databaseRightText({ action, resource, qualifiers = {} }: Fact): string {
  const { effect = 'Allow', principal, condition, setting } = qualifiers;
  if (action === 'row-level-security')
    return `row-level security of ${resource.value ?? resource.norm}: ${setting ?? ''}`;
  return [
    effect === 'Deny' ? 'refuse' : '',
    `${action} on ${resource.value ?? resource.norm}`,
    principal === undefined ? '' : `to ${principal}`,
    setting === undefined ? '' : `(${setting})`,
    condition === undefined ? '' : `where ${condition}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function openRows(fact: Fact, on: string, count: number): string {
  if (fact.confidence.tier === 'pattern')
    return `${on} ${count > 1 ? 'are tables' : 'is a table'} without row-level security: Supabase shows every row to everybody.`;
  return fact.qualifiers?.['setting'] === 'off'
    ? `Policies no longer limit which rows of ${on} are seen.`
    : `The owner of ${on} sees all rows past the policies.`;
}

function reasonOf({ confidence }: Fact): string {
  return (confidence.why[0] ?? '').replace(/^.*?(?: gives SQL |: )/, '');
}

function several(rows: Rows): boolean {
  return new Set(rows.map((row) => objectOf(row.fact))).size > 1;
}

function objectOf({ resource }: Fact): string {
  return resource.value ?? resource.norm;
}

function actionOf({ action }: Fact): string {
  return action.replace(/^policy /, '');
}

function holderOf({ qualifiers }: Fact): string {
  const principal = qualifiers?.['principal'] ?? '';
  return principal === 'public'
    ? 'Everybody (PUBLIC)'
    : principal.startsWith('@')
      ? 'Whoever gives no name'
      : principal;
}
