import type { Fact, FactChange } from '../model/fact.ts';
import { listWords } from '../text/prose.ts';
import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';

/** An app or an extension that may do more, is reached by more, or has a wall less than before. */
export const appPermissionAdded = defineDetector({
  id: 'app-permission-added',
  facet: 'permission',
  why: 'Whoever installs the program gives it this, and so do all who get its next update.',
  fix: 'Ask for the one host or permission that is needed, when it is needed, and export nothing that others need not reach.',
  tags: ['CWE-250', 'CWE-926', 'CWE-732', 'ASI03'],
  *detect(delta) {
    const added = delta.added('permission.grant').filter((row) => isOfApp(row.fact) && isNotable(row.fact));
    for (const [row, ...also] of groupRows(added, groupOf)) {
      yield {
        change: row,
        also,
        message: addedMessage([row, ...also]),
        comparison: { before: 'not given', after: [row, ...also].map(({ fact }) => textOf(fact)).join('\n') },
      };
    }
    // A sandbox is where it is asked for.
    for (const row of delta.removed('permission.grant'))
      if (row.fact.action === 'runs outside of the sandbox' && row.fact.qualifiers?.['setting'] === 'off')
        yield { change: row, as: 'widened', message: 'The app no longer asks for the sandbox.' };
    for (const row of delta.of('permission.grant', 'widened', 'redirected')) {
      if (row.before === undefined || !isOfApp(row.fact)) continue;
      yield {
        change: row,
        message: `${sentenceOf(row.fact)} Before: ${wasOf(row.before)}.`,
        comparison: { before: textOf(row.before), after: textOf(row.fact) },
      };
    }
  },
});

function isOfApp({ resource }: Fact): boolean {
  return resource.kind.startsWith('app-');
}

function isNotable({ detail }: Fact): boolean {
  return detail?.accessLevel !== 'None';
}

/** Permissions of one weight are one act, and so are scripts and access of one weight. */
function groupOf({ fact }: FactChange): string {
  const { provenance, resource, action, detail, qualifiers } = fact;
  return JSON.stringify([
    provenance.path,
    resource.kind,
    resource.kind === 'app-host' || resource.kind === 'app-permission' ? action : `${action} ${resource.norm}`,
    detail?.accessLevel ?? '',
    qualifiers?.['setting'] ?? '',
  ]);
}

function addedMessage(rows: readonly [FactChange, ...FactChange[]]): string {
  const { fact } = rows[0];
  const names = listWords(rows.map((row) => row.fact.resource.norm.replace(/^android\.permission\./, '')));
  if (new Set(rows.map((row) => row.fact.resource.norm)).size === 1) return sentenceOf(fact);
  const later = fact.qualifiers?.['setting'] === 'when asked' ? ', once it has asked for them' : '';
  if (fact.resource.kind === 'app-permission' && fact.action === 'use')
    return `It has the permissions ${names}${later}.`;
  if (fact.resource.kind === 'app-permission' && fact.action === 'contribute') return `It contributes ${names}.`;
  if (fact.resource.kind === 'app-host')
    return {
      access: `It reads and changes pages of ${names}${later}.`,
      script: `It runs scripts in pages of ${names}.`,
      connect: `Pages of ${names} may send messages to it.`,
    }[fact.action]!;
  return rows.map((row) => sentenceOf(row.fact)).join(' ');
}

function sentenceOf({ confidence }: Fact): string {
  return (confidence.why[0] ?? '').replaceAll('`', '');
}

function wasOf({ qualifiers = {}, resource }: Fact): string {
  const { setting, condition } = qualifiers;
  return condition ?? setting?.replace(/^untrusted: /, '') ?? resource.norm;
}

function textOf({ action, resource, qualifiers = {} }: Fact): string {
  return [action, resource.norm, qualifiers['setting'], qualifiers['condition']]
    .filter((part) => part !== undefined)
    .join(' ');
}
