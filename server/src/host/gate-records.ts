import { toGateRecords, type GateSource } from '../core/gate.ts';
import type { GateInput } from '../core/model/gate.ts';
import type { CheckedLedger, Signers } from '../core/model/ledger.ts';
import type { Policy } from '../core/model/policy.ts';
import type { Problem } from '../core/model/problem.ts';
import { holdersOfRole, keysOfRole, soundUpTo } from '../core/record.ts';
import type { GateRequest } from './gate-request.ts';
import { readIdentity } from './git-revisions.ts';
import { HostProblem } from './problems.ts';
import { checkLedgers, readLedgerSources, readTrailerAnchors } from './read-ledgers.ts';
import { readSigners } from './signers.ts';
import { openStateDirectory } from './state-directory.ts';

/** What the sources hold that counts, and what of them does not. */
export interface GateRecords extends Pick<GateInput, 'records' | 'roles'> {
  readonly sources: readonly GateSource[];
  /** Names that the base revision gives keys, lower case: addresses, teams. */
  readonly people: ReadonlySet<string>;
  /** Of a role of the base policy: names of who holds it. */
  readonly holdersOf: (role: string) => readonly string[];
}

/**
 * Chains of all sources, with signatures of keys that the base revision knows. A source that is gone or damaged holds nothing:
 * what it should have answered stays open, so that taking records away never opens the gate.
 */
export async function readGateRecords(run: GateRequest, policy: Policy): Promise<GateRecords> {
  const { repository, base, head } = run;
  const signers = await readSigners({ kind: 'commit', repository, commit: base, title: run.baseTitle });
  const own = run.sources.length === 0 ? await findOwnLedger(run) : null;
  const read = await readLedgerSources(repository, run.sources, {
    directory: run.directory,
    ownLedger: own,
    signers: signers.value,
  });
  const ledgers = await checkLedgers(read.texts, {
    signers: signers.value,
    // A runner has Node and git alone.
    keygen: null,
    now: run.clock.now(),
    repository: await readIdentity(repository, base),
    anchors: await readTrailerAnchors(repository, [`${base}..${head}`]),
  });
  return {
    records: toGateRecords(ledgers),
    roles: rolesOf(policy, signers.value),
    people: new Set(signers.value?.allowed.flatMap(({ principals }) => principals.map((name) => name.toLowerCase()))),
    holdersOf: (role) => (signers.value === null ? [] : holdersOfRole(policy.roles[role] ?? [], signers.value)),
    sources: [...ledgers.map(toSource), ...[...signers.problems, ...read.problems].map(toFault)],
  };
}

/** Looking for it must not fail where nothing can be written. */
async function findOwnLedger({ repository }: GateRequest): Promise<string | null> {
  try {
    return (await openStateDirectory({ root: repository.root, repository })).ledger;
  } catch (error) {
    if (error instanceof HostProblem) return null;
    throw error;
  }
}

function rolesOf({ roles }: Policy, signers: Signers | null): ReadonlyMap<string, ReadonlySet<string>> {
  const known = signers ?? { allowed: [], revoked: new Set<string>() };
  return new Map(Object.entries(roles).map(([role, members]) => [role, keysOfRole(members, known)]));
}

function toSource(ledger: CheckedLedger): GateSource {
  const { source, records, faults } = ledger;
  const sound = soundUpTo(ledger);
  const shown = faults.slice(0, maxFaults).map(({ message }) => message);
  const lost = sound < records.length ? [`Records from No. ${sound + 1} on count for nothing.`] : [];
  const words = [...shown, ...lost].join(' ');
  return { title: source, records: sound, fault: words === '' ? null : words };
}

const maxFaults = 5;

function toFault({ message, path }: Problem): GateSource {
  return { title: path ?? 'records', records: 0, fault: message };
}
