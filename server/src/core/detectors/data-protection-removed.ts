import type { FactChange } from '../model/fact.ts';
import { capital } from '../text/prose.ts';
import { dataWords } from './data-words.ts';
import { defineDetector, type Delta } from './define.ts';
import { groupRows, placeOf } from './group.ts';
import { LOST, lostProtections } from './lost-protections.ts';

/** A hash, an encryption or a mask that is gone while the value it protected is still used. */
export const dataProtectionRemoved = defineDetector({
  id: 'data-protection-removed',
  facet: 'data',
  why: 'Whoever reads what was protected sees it as it is from now on, in old backups and new ones.',
  fix: 'Put the protection back, or say what protects the value now.',
  tags: ['CWE-311', 'CWE-312', 'CWE-359', 'GDPR Art. 32'],
  *detect(delta) {
    yield* ofStores(delta);
    // How passwords are hashed is told of the password.
    const told = new Set(
      delta
        .of('identity.credential', 'removed', 'weakened')
        .filter(({ fact }) => fact.action === 'hash')
        .map((row) => placeOf(row.before === undefined ? row : { ...row, fact: row.before })),
    );
    for (const [row, ...also] of groupRows(lostProtections(delta).filter((each) => !told.has(placeOf(each))))) {
      const data = dataWords([row, ...also]);
      const words = row.change === 'weakened' ? 'can be read back: it was hashed' : LOST[row.fact.action]!;
      const are = data.includes(' and ') ? words.replace(/^is /, 'are ') : words;
      yield { change: row, also, message: `${capital(data)} ${are}.` };
    }
  },
});

/** What a store loses, or what is shortened or prolonged of it. */
const STORE: Readonly<Record<string, string>> = {
  encryption: 'is no longer encrypted at rest',
  'encryption-key': 'is no longer encrypted with a key of its own',
  'encryption-in-transit': 'is no longer reached over encrypted connections only',
  'backup-retention': 'no longer keeps backups',
  recovery: 'can no longer be restored to a point in time',
  expiry: 'no longer deletes what is old',
  'expiry-of-rows': 'no longer deletes what is old',
};
const CHANGED: Readonly<Record<string, string>> = {
  'backup-retention': 'keeps backups for a shorter time',
  'log-retention': 'keeps its logs for a shorter time',
  expiry: 'keeps data for a longer time',
};

/** What a call no longer asks for, by the kind of what it asked. */
const CALLS: Readonly<Record<string, (of: string) => string>> = {
  'expiry-of': (of) => `no longer deletes old rows of ${of}`,
  'expiry-of-entry': (of) => `no longer says when what it keeps in ${of} ends`,
  'encryption-of-object': () => 'no longer asks for what it stores to be encrypted',
  'masking-of-reports': () => 'no longer looks through what it reports',
  'reports-without-persons': () => 'now says in its reports who uses the program',
  'masking-of-recordings': () => 'no longer masks what it records',
};

/** `expiry-of:chat message`, `encryption-of-object:put object` */
function wordsOfCall(use: string): string | undefined {
  const [kind = '', of = ''] = use.split(':');
  return CALLS[kind]?.(of);
}

function subjectWords({ subject, provenance }: FactChange['fact']): string {
  return subject.type === 'file' ? provenance.path : subject.symbol;
}

function* ofStores(
  delta: Delta,
): Generator<{ change: FactChange; message: string; comparison?: { before: string; after: string } }> {
  const rows = (changes: readonly FactChange[]): readonly FactChange[] =>
    changes.filter(({ fact }) => fact.resource.kind === 'store' || fact.resource.kind === 'entry');
  const kept = delta.after('data.protection');
  for (const row of rows(delta.removed('data.protection'))) {
    const { fact } = row;
    const use = fact.qualifiers?.['use'] ?? '';
    const words = STORE[use] ?? wordsOfCall(use);
    // Another setting of the same store says the same.
    const isSaid = kept.some((each) => each.subject.symbol === fact.subject.symbol && each.qualifiers?.['use'] === use);
    if (words !== undefined && !isSaid) yield { change: row, message: `${subjectWords(fact)} ${words}.` };
  }
  for (const row of rows(delta.of('data.protection', 'weakened'))) {
    const words = CHANGED[row.fact.qualifiers?.['use'] ?? ''];
    if (words === undefined) continue;
    const [before, after] = [row.before?.resource.norm ?? '', row.fact.resource.norm];
    yield {
      change: row,
      message: `${row.fact.subject.symbol} ${words}: ${before} days became ${after}.`,
      comparison: { before: `${before} days`, after: `${after} days` },
    };
  }
}
