import type { RecordsInput } from './define.ts';
import type { ExportedRecord } from './exported-record.ts';

type Decided = Extract<ExportedRecord, { readonly decidedBy: unknown }>;

/** What records can be filtered by, as they leave: whose names stay here is known by their key alone. */
export interface FilterValues {
  /** Most records first. */
  readonly reviewers: readonly { readonly id: string; readonly name: string | null; readonly records: number }[];
  /** Ids of rules that asked and of detectors, most findings first. */
  readonly rules: readonly { readonly id: string; readonly findings: number }[];
}

/** In one walk over the records. */
export function listFilterValues({ chains }: Pick<RecordsInput, 'chains'>): FilterValues {
  const people = new Map<string, { name: string | null; records: number }>();
  const rules = new Map<string, number>();
  for (const chain of chains)
    for (const record of chain.records) {
      if (record.kind === 'decision' || record.kind === 'approval' || record.kind === 'bypass') {
        const id = idOf(record) ?? chain.signerOf(record.seq)?.fingerprint;
        if (id === undefined) continue;
        const known = people.get(id);
        people.set(id, { name: known?.name ?? record.decidedBy.name, records: (known?.records ?? 0) + 1 });
      }
      if (record.kind !== 'decision') continue;
      for (const { findings } of record.hunks)
        for (const { detectorId, rule, alongside = [] } of findings)
          for (const id of new Set([detectorId, rule.id, ...alongside.map((it) => it.id)]))
            rules.set(id, (rules.get(id) ?? 0) + 1);
    }
  return {
    reviewers: [...people].map(([id, it]) => ({ id, ...it })).toSorted((a, b) => b.records - a.records),
    rules: [...rules].map(([id, findings]) => ({ id, findings })).toSorted((a, b) => b.findings - a.findings),
  };
}

/** What a filter finds again: a number that stands for a name is in no ledger. */
function idOf({ decidedBy, redacted = [] }: Decided): string | undefined {
  const { name, email, key } = decidedBy;
  return email?.toLowerCase() ?? key ?? (redacted.includes('decidedBy.name') ? undefined : (name ?? undefined));
}
