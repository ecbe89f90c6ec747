import * as l10n from '@vscode/l10n';
import type { Signers } from '../core/model/ledger.ts';
import type { LedgerRecord } from '../core/model/record.ts';
import { summarizeVerdict, toJudged } from '../core/record.ts';
import { nodeDisk } from '../host/durable.ts';
import { fetchRecords } from '../host/git-network.ts';
import { readGoverningAt } from '../host/governing.ts';
import { judgeLedgers, readAskedLedgers } from '../host/judge-ledgers.ts';
import { ensureLedgerId, readLedgerId } from '../host/ledger-id.ts';
import { openBudget, readLedgerRefs } from '../host/ledger-texts.ts';
import { HostProblem } from '../host/problems.ts';
import { chooseBase, findPolicyBase } from '../host/policy-files.ts';
import { commitLedger, findRemote, pushRefs } from '../host/publish-ledger.ts';
import { findUnsealed, isSecurityKey, readWholeLedger, sealLedger } from '../host/seal-ledger.ts';
import { readSigners } from '../host/signers.ts';
import { findSigningKey } from '../host/signing-key.ts';
import type { RecordsAnswer, VerifyAnswer } from '../protocol/messages.ts';
import { sentences } from './decide.ts';
import type { Workspace } from './workspace.ts';

/** Signs what no seal covers yet, with the key that git signs commits with. */
export async function sealRecords(workspace: Workspace): Promise<RecordsAnswer> {
  return await fence(async () => {
    const { state, repository, toolVersion, decider, root } = workspace;
    const signers = await signersOf(workspace);
    const records = await readWholeLedger(state.ledger);
    const { open, untouched, unbound } = await findUnsealed(records, await readLedgerId(state), signers, repository);
    if (open.length + untouched.length + unbound.length === 0) return l10n.t('Every record is sealed.');
    const key = await findSigningKey(root);
    if (open.length + unbound.length === 0 && !isSecurityKey(key)) return new Error(describeUntouched(untouched));
    const by = { name: decider.name, email: decider.email, surface: 'lsp' } as const;
    const record = await sealLedger({ state, disk: nodeDisk, repository, decider: by, toolVersion }, key, {
      signers,
      policy: workspace.policy.value,
    });
    const touch = record?.presence === 'touch' ? l10n.t('The key was touched.') : l10n.t('No touch was asked for.');
    const sealedNow = await readWholeLedger(state.ledger);
    const left = await findUnsealed(sealedNow, await readLedgerId(state), signers, repository);
    const total = open.length + untouched.length + unbound.length;
    const { fingerprint } = key.key;
    const what =
      total === 1 ? l10n.t`1 record sealed with ${fingerprint}.` : l10n.t`${total} records sealed with ${fingerprint}.`;
    const sealed = `${what} ${touch}`;
    return left.untouched.length === 0 ? sealed : `${sealed} ${describeUntouched(left.untouched)}`;
  });
}

function describeUntouched(untouched: readonly LedgerRecord[]): string {
  const total = untouched.length;
  const what =
    total === 1
      ? l10n.t(
          '1 record sealed without the touch of a key that the policy demands, so that the gate counts none for what demands it.',
        )
      : l10n.t`${total} records sealed without the touch of a key that the policy demands, so that the gate counts none for what demands it.`;
  return `${what} ${l10n.t('Run "countersign seal --key FILE" with a security key.')}`;
}

/** Only what is recorded goes: no content of files. */
export async function publishRecords(workspace: Workspace): Promise<RecordsAnswer> {
  return await fence(async () => {
    const { repository, state } = workspace;
    if (repository === null) return new Error(l10n.t('Without git there is nowhere to publish to.'));
    const records = await readWholeLedger(state.ledger);
    const id = await ensureLedgerId(state, nodeDisk);
    await commitLedger(repository, { id, records });
    const remote = await findRemote(repository);
    if (remote === null) return new Error(l10n.t('There is no remote; the records are on their ref in this clone.'));
    await pushRefs(repository, remote, [`refs/countersign/ledger/${id}`]);
    const { open, untouched } = await findUnsealed(records, id, await signersOf(workspace), repository);
    return [
      records.length === 1 ? l10n.t`1 record sent to ${remote}.` : l10n.t`${records.length} records sent to ${remote}.`,
      ...(open.length === 0 ? [] : [l10n.t`${open.length} of them are not sealed.`]),
      ...(untouched.length === 0 ? [] : [describeUntouched(untouched)]),
    ].join(' ');
  });
}

export async function fetchPublished({ repository }: Workspace): Promise<RecordsAnswer> {
  return await fence(async () => {
    const remote = repository === null ? null : await findRemote(repository);
    if (repository === null || remote === null) return new Error(l10n.t('There is no remote to fetch from.'));
    const { refs, problems } = await fetchRecords(repository, remote);
    const [problem] = problems;
    if (problem !== undefined) throw new HostProblem(problem);
    const { texts } = await readLedgerRefs(repository, [refs], openBudget());
    return texts.length === 1 ? l10n.t`1 ledger of ${remote}.` : l10n.t`${texts.length} ledgers of ${remote}.`;
  });
}

/** As `countersign verify` judges what is in this clone, in its words, which every export has too. */
export async function verifyWithSeals({ state, repository, root, clock }: Workspace): Promise<VerifyAnswer> {
  const asked = { directory: root, ledger: null, sources: [], ownLedger: state.ledger };
  const texts = await readAskedLedgers(repository, asked);
  const { governing } = await readGoverningAt(await chooseBase(repository, null));
  const judged = await judgeLedgers(texts, { repository, root, governing, now: clock.now() });
  const chains = judged.chains.map(({ chain }) => chain);
  return {
    records: chains.find(({ source }) => source === state.ledger)?.head?.seq ?? 0,
    intact: judged.isSound,
    message: summarizeVerdict(
      chains.map(toJudged),
      judged.problems.map(({ message }) => message),
    ),
  };
}

export async function signersOf({ repository }: Workspace): Promise<Signers | null> {
  return repository === null ? null : (await readSigners(await findPolicyBase(repository))).value;
}

async function fence(act: () => Promise<string | Error>): Promise<RecordsAnswer> {
  try {
    const answer = await act();
    return typeof answer === 'string' ? { done: true, message: answer } : { done: false, message: answer.message };
  } catch (error) {
    if (error instanceof HostProblem) return { done: false, message: sentences(error.problem) };
    throw error;
  }
}
