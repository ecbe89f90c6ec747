import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Anchor, Signers } from '../core/model/ledger.ts';
import type { Problem } from '../core/model/problem.ts';
import { worded } from '../core/model/wording.ts';
import { isSound } from '../core/record.ts';
import type { Repository } from './git-repository.ts';
import { openBudget, readLedgerPath, type LedgerTexts } from './ledger-texts.ts';
import { readIdentity } from './git-revisions.ts';
import { noBase } from './governing.ts';
import { throwProblem } from './problems.ts';
import { checkChains, readHeadAnchors, readLedgerSources, type ChainOnCall } from './read-ledgers.ts';
import { findWorkingKeygen } from './signing-key.ts';

/** Which ledgers are meant, as a person names them. */
export interface LedgersAsked {
  /** A folder of the clone. */
  readonly directory: string;
  /** A file or a folder with ledgers, from that folder on. Null: `sources`, and without those what is in this clone. */
  readonly ledger: string | null;
  /** As `--records` names them. */
  readonly sources: readonly string[];
  /** The one that is written here. */
  readonly ownLedger: string;
}

/** @throws HostProblem when a ledger that was named is not there; a clone without decisions has none yet */
export async function readAskedLedgers(
  repository: Repository | null,
  { directory, ledger, sources, ownLedger }: LedgersAsked,
): Promise<LedgerTexts> {
  if (ledger !== null) {
    const path = resolve(directory, ledger);
    if (!existsSync(path)) throwProblem('unreadable', worded`There is no ledger "${ledger}".`, path);
    const read = await readLedgerPath(path, openBudget());
    if (read.texts.length + read.problems.length === 0)
      throwProblem('unreadable', worded`"${ledger}" holds no ledger.`, path);
    return read;
  }
  if (repository !== null) return await readLedgerSources(repository, sources, { directory, ownLedger });
  if (sources.length > 0)
    throwProblem(
      'noRepository',
      worded`"${directory}" is in no git repository, where records of others are looked for.`,
    );
  return existsSync(ownLedger) ? await readLedgerPath(ownLedger, openBudget()) : { texts: [], problems: [] };
}

/** What is wrong with ledgers, and who says so. */
export interface JudgedLedgers {
  readonly chains: readonly ChainOnCall[];
  /** What could not be read. */
  readonly problems: readonly Problem[];
  /** Whose keys count and what checked them, as whole sentences. */
  readonly checking: string;
  /** Nothing is wrong with any of them, and all could be read: what the exit code of `verify` and of `export` stands on. */
  readonly isSound: boolean;
}

/** The one judge of ledgers for people: signatures are checked by Countersign, and by ssh-keygen too where it is. */
export async function judgeLedgers(
  { texts, problems }: LedgerTexts,
  by: {
    readonly repository: Repository | null;
    /** Where git's settings are asked for the program. */
    readonly root: string;
    readonly governing: { readonly signers: Signers | null; readonly title: string };
    readonly anchors?: readonly Anchor[];
    /** Milliseconds since the epoch. */
    readonly now: number;
  },
): Promise<JudgedLedgers> {
  const { repository, governing, anchors = [], now } = by;
  const keygen = await findWorkingKeygen(by.root);
  const chains = await checkChains(texts, {
    signers: governing.signers,
    keygen,
    now,
    repository: await readIdentity(repository, null),
    anchors: [...(await readHeadAnchors(repository)), ...anchors],
  });
  const keys =
    governing.signers === null
      ? `Nothing says who may sign: ${governing.title === noBase ? 'there is no base revision' : `there is no .countersign/allowed_signers at ${governing.title}`} (--base names one).`
      : `Who may sign is read from ${governing.title}.`;
  const checkers = keygen === null ? 'Countersign alone: ssh-keygen is not here' : 'ssh-keygen and by Countersign';
  return {
    chains,
    problems,
    checking: `${keys} Signatures are checked by ${checkers}.`,
    isSound: chains.every(({ chain }) => isSound(chain)) && problems.length === 0,
  };
}
