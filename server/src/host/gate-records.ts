import type { GateRecord } from '../core/model/gate.ts';
import type { GateSource } from '../core/gate.ts';
import { exists } from './durable.ts';
import type { Repository } from './git-repository.ts';
import { readLedger } from './ledger-file.ts';
import { openStateDirectory } from './state-directory.ts';

/** Records of all sources, as far as their chains are whole, with what was wrong of them. */
export interface ReadSources {
  readonly records: readonly GateRecord[];
  readonly sources: readonly GateSource[];
}

/** The ledger of this clone alone. */
export async function readGateRecords(repository: Repository): Promise<ReadSources> {
  const { ledger } = await openStateDirectory({ root: repository.root, repository });
  if (!(await exists(ledger))) return { records: [], sources: [] };
  const verified = await readLedger(ledger);
  if (verified === null) return { records: [], sources: [] };
  const fault = verified.kind === 'broken' ? verified.broken.message : null;
  const records = fault === null ? verified.records : [];
  return {
    records: records.map((record) => ({ ledger: 'local', record, signer: null })),
    sources: [{ title: ledger, records: records.length, fault }],
  };
}
