import type { Fact, FactChange } from '../model/fact.ts';
import { defineDetector, type Delta } from './define.ts';
import { changedGrantMessage, grantMessage, grantText, lostDenialMessage } from './grant-words.ts';
import { groupRows, placeOf } from './group.ts';
import { isOfToken, tokenMessage } from './token-words.ts';

/** A policy, token or role that gives more than it gave. */
export const grantWidened = defineDetector({
  id: 'grant-widened',
  facet: 'permission',
  why: 'Everything that runs under this grant may do it, not only the code that asked for it.',
  fix: 'Give the narrowest action on the narrowest resource, to the one job or role that needs it.',
  tags: ['CWE-732', 'CWE-250', 'ASI03', 'NHI5'],
  *detect(delta) {
    const added = delta.added('permission.grant').filter((row) => !isHarmless(row) && !isToldElsewhere(row.fact));
    for (const [row, ...also] of statements(added)) {
      yield {
        change: row,
        also,
        message: isOfToken(row.fact) ? tokenMessage([row, ...also]) : grantMessage([row, ...also]),
        comparison: { before: 'not granted', after: [row, ...also].map(({ fact }) => grantText(fact)).join('\n') },
      };
    }
    const changed = delta.of('permission.grant', 'widened', 'redirected').flatMap((row) => {
      return row.before === undefined || isToldElsewhere(row.fact) ? [] : [{ ...row, before: row.before }];
    });
    for (const [row, ...also] of statementChanges(changed)) {
      yield {
        change: row,
        also,
        message: isOfToken(row.fact) ? tokenMessage([row, ...also]) : changedGrantMessage([row, ...also]),
        comparison: {
          before: [row, ...also].map(({ before }) => grantText(before)).join('\n'),
          after: [row, ...also].map(({ fact }) => grantText(fact)).join('\n'),
        },
      };
    }
    for (const [row, ...also] of lostDenials(delta)) {
      yield {
        change: row,
        also,
        as: 'widened',
        message: lostDenialMessage([row, ...also]),
        comparison: {
          before: [row, ...also].map(({ fact }) => grantText(fact)).join('\n'),
          after: 'no longer denied',
        },
      };
    }
  },
});

/** Detectors of their own tell what a container or an app may do, and who may do what in a database. */
function isToldElsewhere({ resource }: Fact): boolean {
  return resource.kind === 'container' || /^(?:database|app)-/.test(resource.kind);
}

/** What takes away or changes nothing: nobody gains anything. */
function isHarmless({ fact, subjectPresent }: FactChange): boolean {
  const { effect, level, principal = '' } = fact.qualifiers ?? {};
  if (effect === 'Deny') return true;
  // Reading the code is what every workflow starts from.
  if (level !== undefined) return level === 'none' || (fact.action === 'contents' && level === 'read');
  // Who is already inside, or where it is said elsewhere who that is.
  if (fact.resource.kind === 'port') return fact.detail?.risk?.includes('PublicExposure') !== true;
  const action = fact.action.toLowerCase();
  // The policies of the own account decide, as they do without it; who may take on a role is decided here.
  if (OWN_ACCOUNT.test(principal) && !action.startsWith('sts:')) return true;
  // A new role is for the service that it is made for; what it may do is told apart.
  return SESSION.has(action) && principal.startsWith('Service:') && !subjectPresent;
}

/** `…iam::${AWS::AccountId}:root`: an account that is not written out is the one that is deployed to. */
const OWN_ACCOUNT = /^AWS:arn:aws:iam::\$\{[^{}]*account[^{}]*\}:root$/i;
const SESSION: ReadonlySet<string> = new Set(['sts:assumerole', 'sts:tagsession', 'sts:setsourceidentity']);

/** A store that goes takes along what protected it, and a policy its denials; one that only denied leaves more behind. */
function lostDenials(delta: Delta): readonly (readonly [FactChange, ...FactChange[]])[] {
  const removed = delta.of('permission.grant', 'removed');
  const holderOf = ({ fact }: FactChange): string => `${fact.provenance.path} ${fact.subject.symbol}`;
  const alsoGave = new Set(removed.filter(({ fact }) => fact.qualifiers?.['effect'] === 'Allow').map(holderOf));
  const lost = removed.filter((row) => {
    if (row.fact.qualifiers?.['effect'] !== 'Deny' || isToldElsewhere(row.fact)) return false;
    return row.subjectPresent || (row.fact.resource.kind !== 'public-access' && !alsoGave.has(holderOf(row)));
  });
  return groupRows(lost, (row) => {
    const { kind } = row.fact.resource;
    return `${holderOf(row)} ${kind} ${kind === 'public-access' ? '' : placeOf(row)}`;
  });
}

const READS = new Set(['Read', 'List']);

function isRead({ fact }: FactChange): boolean {
  return READS.has(fact.detail?.accessLevel ?? '');
}

/** Policy statements as they are written: actions that are given on the same resources are one. What reads stays apart. */
function* statements(rows: readonly FactChange[]): Generator<readonly [FactChange, ...FactChange[]]> {
  // Scopes that are only read are one act; each that is written is one of its own.
  const scopeOf = (row: FactChange): string =>
    row.fact.qualifiers?.['level'] === 'read' ? `${row.fact.provenance.path} ${row.fact.subject.symbol}` : placeOf(row);
  yield* groupRows(
    rows.filter(({ fact }) => isOfToken(fact)),
    scopeOf,
  );
  const policies = groupRows(rows.filter(({ fact }) => !isOfToken(fact)));
  const grouped = new Map<string, [FactChange, ...FactChange[]]>();
  for (const unsorted of policies) {
    // What reads comes last: the first one says what the finding is about.
    const places = unsorted.toSorted((a, b) => Number(isRead(a)) - Number(isRead(b)));
    const { fact } = places[0]!;
    const distinct = (textOf: (fact: Fact) => string): readonly string[] => [
      ...new Set(places.map((row) => textOf(row.fact)).sort()),
    ];
    const key = JSON.stringify([
      fact.provenance.path,
      fact.subject.symbol,
      fact.resource.kind,
      fact.qualifiers?.['condition'] ?? '',
      isRead(places[0]!),
      fact.resource.kind === 'managed-policy' ? '' : distinct(({ qualifiers }) => qualifiers?.['principal'] ?? ''),
      fact.resource.kind === 'managed-policy' ? '' : distinct(({ resource }) => resource.norm),
    ]);
    const known = grouped.get(key);
    if (known === undefined) grouped.set(key, [places[0]!, ...places.slice(1)]);
    else known.push(...places);
  }
  yield* grouped.values();
}

type Changed = FactChange & { readonly before: Fact };

/** What changed in one way is one change: all actions of a statement whose resource became wider. */
function statementChanges(rows: readonly Changed[]): readonly (readonly [Changed, ...Changed[]])[] {
  const groups = new Map<string, [Changed, ...Changed[]]>();
  for (const row of rows) {
    const { fact, before } = row;
    const change = (of: (fact: Fact) => string | undefined): string =>
      of(before) === of(fact) ? '' : `${of(before) ?? ''} > ${of(fact) ?? ''}`;
    const key = JSON.stringify([
      fact.provenance.path,
      fact.subject.symbol,
      fact.resource.kind,
      row.change,
      ...['level', 'effect', 'condition', 'principal'].map((name) => change(({ qualifiers }) => qualifiers?.[name])),
      change(({ action }) => action),
      change(({ resource }) => resource.norm),
      isOfToken(fact) ? groups.size : '',
    ]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [row]);
    else known.push(row);
  }
  return [...groups.values()];
}
