import type { ExportedChain, RecordsInput, Signer } from './define.ts';
import type { ExportedRecord } from './exported-record.ts';
import { isAccepted, nameOf } from './decided.ts';
import { checkedDecider } from './verdict.ts';

/** What a reader wants to know before the records, counted in one walk. */
export interface Overview {
  readonly count: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly outcomes: ReadonlyMap<string, number>;
  readonly kinds: ReadonlyMap<string, number>;
  readonly people: readonly Person[];
  readonly origins: ReadonlyMap<string, number>;
  /** `open`: accepted without the answer that was asked for. */
  readonly findings: { readonly total: number; readonly answered: number; readonly open: number };
  readonly hunks: { readonly total: number; readonly notJudged: number };
}

export interface Person {
  readonly name: string;
  readonly email: string | null;
  readonly key: string | null;
  /** As it was checked. */
  readonly basis: 'claimed' | 'signed';
  /** Whose key answers for it. Null: nobody's who may. */
  readonly signedBy: string | null;
  readonly acts: ReadonlyMap<string, number>;
}

export function overviewOf({ chains }: RecordsInput): Overview {
  const outcomes = new Map<string, number>();
  const kinds = new Map<string, number>();
  const origins = new Map<string, number>();
  const people = new Map<string, Person & { readonly acts: Map<string, number> }>();
  const findings = { total: 0, answered: 0, open: 0 };
  const hunks = { total: 0, notJudged: 0 };
  let count = 0;
  let first: string | null = null;
  let last: string | null = null;
  for (const [record, chain] of withChain(chains)) {
    count += 1;
    if (first === null || record.decidedAt < first) first = record.decidedAt;
    if (last === null || record.decidedAt > last) last = record.decidedAt;
    increase(kinds, record.kind);
    if ('decidedBy' in record) addPerson(people, record, chain.signerOf(record.seq));
    if (record.kind !== 'decision') continue;
    increase(outcomes, record.outcome);
    const asks = isAccepted(record.outcome);
    const { kind, agent, model } = record.origin;
    increase(origins, [kind, agent, model].filter((part) => part !== undefined).join(', '));
    for (const hunk of record.hunks) {
      hunks.total += 1;
      if (!hunk.judged) hunks.notJudged += 1;
      for (const { obligation, acknowledgement } of hunk.findings) {
        findings.total += 1;
        if (acknowledgement !== undefined) findings.answered += 1;
        else if (asks && obligation !== 'none') findings.open += 1;
      }
    }
  }
  return {
    count,
    first,
    last,
    outcomes,
    kinds,
    people: [...people.values()],
    origins,
    findings,
    hunks,
  };
}

function* withChain(chains: readonly ExportedChain[]): Iterable<readonly [ExportedRecord, ExportedChain]> {
  for (const chain of chains) for (const record of chain.records) yield [record, chain];
}

function addPerson(
  people: Map<string, Person & { readonly acts: Map<string, number> }>,
  record: Extract<ExportedRecord, { readonly decidedBy: unknown }>,
  signer: Signer | null,
): void {
  const { name, email, key, basis } = checkedDecider(record.decidedBy, signer);
  const signedBy = signer?.words ?? null;
  const id = JSON.stringify([name, email, key, basis, signedBy]);
  const person = people.get(id) ?? { name: nameOf(record.decidedBy), email, key, basis, signedBy, acts: new Map() };
  people.set(id, person);
  increase(person.acts, record.kind === 'decision' ? record.outcome : record.kind);
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
