import { blobId } from '../host/blob-id.ts';
import type { Sealer, StandingDecision } from '../core/model/ledger.ts';
import type { RecordedFinding } from '../core/model/record.ts';
import { holdersOfRole, signerName } from '../core/record.ts';
import { decodeText } from '../host/encoding.ts';
import { readHead } from '../host/git-revisions.ts';
import type { Repository } from '../host/git-repository.ts';
import { findContent, type FoundRequest } from '../host/review-requests.ts';
import { paint, printable, type Style } from './colours.ts';
import { count } from './record-place.ts';
import { waitingOf, type PublishedSet, type Records } from '../host/published-sets.ts';

/** What its author saw and answered, with the lines where their content can be found here. */
export async function showSet(set: PublishedSet, records: Records, style: Style): Promise<string> {
  const lines = [paint(style, 'bold', `Change set ${printable(set.id)}`)];
  for (const decision of set.decisions) lines.push(...(await showDecision(decision, set, records.repository, style)));
  for (const { record, sealer } of set.rejections)
    lines.push(`Rejected by ${nameOf(record, sealer)}: ${printable(record.rejectReason ?? '')}`);
  const waiting = waitingOf(set, records);
  for (const { finding, role, approvals } of waiting) {
    const by = approvals.map(
      ({ approval: { record }, by: sealer }) => `${nameOf(record, sealer)}, ${printable(record.decidedAt)},`,
    );
    const state =
      by.length === 0
        ? `waits for ${printable(role)} (${whoCan(role, records)})`
        : `approved by ${by.join(' ')} as ${printable(role)}`;
    lines.push(`${paint(style, by.length === 0 ? 'yellow' : 'green', state)}: ${printable(finding.message)}`);
  }
  if (set.decisions.length === 0)
    lines.push('Its records are not here: fetch them, or name their source with --records.');
  return `${lines.join('\n')}\n`;
}

/** As the base revision names them. */
function whoCan(role: string, { governing: { policy, signers } }: Records): string {
  const names = signers === null ? [] : holdersOfRole(policy.roles[role] ?? [], signers);
  return names.length === 0 ? 'nobody holds it' : names.map((name) => printable(name)).join(', ');
}

function nameOf({ decidedBy }: Pick<StandingDecision['record'], 'decidedBy'>, sealer: Sealer | null): string {
  const name = signerName(decidedBy, sealer);
  return printable(name === '' ? 'nobody named' : name);
}

async function showDecision(
  { record, hunk, sealer }: StandingDecision,
  { requests }: PublishedSet,
  repository: Repository,
  style: Style,
): Promise<readonly string[]> {
  const { origin } = record;
  const agent = [origin.agent, origin.model].filter((part) => part !== undefined).join(', ');
  const signed = sealer === null ? 'not signed by anybody who may' : `signed with ${sealer.fingerprint}`;
  const now = await nowInBranch(repository, hunk.path, hunk.afterBlob);
  return [
    '',
    paint(style, 'bold', `${printable(hunk.path)}:${hunk.after.start + 1}`),
    `  ${record.outcome} by ${nameOf(record, sealer)}, ${printable(record.decidedAt)}, ${signed}`,
    `  edit by ${printable(agent === '' ? origin.kind : agent)}, as ${printable(origin.claimedBy)} says; ${now}`,
    ...(await showLines(hunk, requests, repository, style)),
    ...hunk.findings.flatMap((finding) => showFinding(finding)),
    ...(hunk.judged ? [] : ['  Not judged: nothing, or not everything, was analysed.']),
  ];
}

/** Whether this branch holds what was decided on. */
async function nowInBranch(repository: Repository, path: string, afterBlob: string | null): Promise<string> {
  const { commit } = await readHead(repository);
  const at = commit === null ? null : await repository.blobs.locate(commit, path);
  if (at === null) return afterBlob === null ? 'gone in HEAD as decided' : 'not in HEAD';
  if (repository.objectFormat === 'sha1')
    return at.id === afterBlob ? 'HEAD holds exactly this' : 'HEAD holds something else';
  const read = await repository.blobs.read(at.id, maxBytes);
  const isSame = read.kind === 'blob' && blobId(read.bytes) === afterBlob;
  return isSame ? 'HEAD holds exactly this' : 'HEAD holds something else';
}

const maxBytes = 20 * 1024 * 1024;
const maxLines = 200;

async function showLines(
  { path, before, after, beforeBlob, afterBlob }: StandingDecision['hunk'],
  requests: readonly FoundRequest[],
  repository: Repository,
  style: Style,
): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const [blob, span, sign] of [
    [beforeBlob, before, '-'],
    [afterBlob, after, '+'],
  ] as const) {
    if (blob === null || span.lines === 0) continue;
    const bytes = await findContent(repository, blob, { path, requests });
    const decoded = bytes === null ? null : decodeText(bytes);
    if (decoded?.kind !== 'text')
      lines.push(`  ${sign} ${count(span.lines, 'line')} of ${blob.slice(0, 10)}, which is not here`);
    else
      for (const line of decoded.text
        .split(/\r\n|\n|\r/)
        .slice(span.start, span.start + span.lines)
        .slice(0, maxLines))
        lines.push(paint(style, sign === '-' ? 'red' : 'green', `  ${sign} ${printable(line)}`));
  }
  return lines;
}

function showFinding({
  message,
  obligation,
  presence,
  rule,
  acknowledgement: given,
}: RecordedFinding): readonly string[] {
  const touch = presence === true ? ', with a touch of the key' : '';
  const said = given?.words === undefined ? '' : `: "${printable(given.words)}"`;
  const reason = given?.reason === undefined ? '' : `, ${given.reason}`;
  const answer =
    given === undefined
      ? obligation === 'none'
        ? 'asks for nothing'
        : 'not answered'
      : `${given.obligation}${reason}${said}`;
  return [
    `  ${printable(message)}`,
    `    ${printable(obligation)}${touch} (rule ${printable(rule.id)}, ${printable(rule.layer)}): ${answer}`,
  ];
}
