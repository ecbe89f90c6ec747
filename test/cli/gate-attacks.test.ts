/** Ways around the gate, on real repositories: each test says what happens. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { KnownRepository } from '../../server/src/core/model/ledger.ts';
import type { ApprovalBody, DecisionBody, LedgerRecord, RecordBody } from '../../server/src/core/model/record.ts';
import { toTrailer } from '../../server/src/core/record.ts';
import { build as buildFrom, decider, makeKey, toText, type TestKey } from '../unit/records/sealed.ts';
import type { ScratchRepository } from '../unit/host/scratch.ts';
import {
  anHourAgo,
  app,
  branch,
  decide,
  file,
  gateJson,
  gitWithInput,
  guarded,
  ledgerOf,
  open,
  outcomes,
  record,
  turn,
  unsignedCounts,
} from './gate-steps.ts';
import { countersign } from './run-cli.ts';

// A gate is a process and an analysis, and each test asks several.
vi.setConfig({ testTimeout: 400_000 });

const ana = makeKey('gate-ana');
const ben = makeKey('gate-ben');
const eve = makeKey('gate-eve');
const recommended = 'version: 1\nextends: [countersign:recommended]\n';
const approved = `${recommended}roles: { identity: [${ben.fingerprint}] }
rules: [{ match: { kind: identity.guard, change: removed }, obligation: { approve: identity } }]
`;
const signers = (...known: readonly (readonly [string, TestKey])[]): string =>
  known.map(([name, { line }]) => `${name} ${line}\n`).join('');
const known = { '.countersign/allowed_signers': signers(['ana@example.org', ana], ['ben@example.org', ben]) };
const idOf = { ana: 'a'.repeat(32), ben: 'b'.repeat(32), eve: 'e'.repeat(32) };

const build = (steps: Parameters<typeof buildFrom>[0], ledger = idOf.ana): readonly LedgerRecord[] =>
  buildFrom(steps, { ledger, from: anHourAgo });

/** A folder with chains, as `--records` takes it. */
function chains(files: ScratchRepository, ledgers: Readonly<Record<string, string>>): string {
  const folder = files.at('.git/test-records');
  mkdirSync(folder, { recursive: true });
  for (const [id, text] of Object.entries(ledgers)) writeFileSync(join(folder, `${id}.jsonl`), text);
  return folder;
}

const openRoute = { changes: { [file]: [guarded, open] } } as const;
const decisionOf = (bodies: readonly RecordBody[]): DecisionBody => bodies.find((body) => body.kind === 'decision')!;

function approve(decision: LedgerRecord & DecisionBody, ledger: string, by: TestKey): ApprovalBody {
  const findings = decision.hunks.flatMap((hunk) =>
    hunk.findings.map(({ fingerprint, evidenceHash, subjectHash, obligation }) => ({
      fingerprint,
      path: hunk.path,
      evidenceHash,
      ...(subjectHash === undefined ? {} : { subjectHash }),
      afterBlob: hunk.afterBlob,
      obligation,
      decision: { ledger, hash: decision.hash },
    })),
  );
  const { schemaVersion, tool, policy, decidedAt, changeSet } = decision;
  return {
    kind: 'approval',
    schemaVersion,
    tool,
    policy,
    decidedAt,
    changeSet,
    role: 'identity',
    findings,
    decidedBy: decider(by.fingerprint, { name: 'Ben', email: 'ben@example.org' }),
  };
}

/** The reviewed route, with a signed explanation of Ana's where the policy asks for approval. */
async function explained(
  files: ScratchRepository,
): Promise<{ readonly ana: readonly LedgerRecord[]; readonly decision: LedgerRecord & DecisionBody }> {
  const bodies = (await decide(files, openRoute, 'lenient')).map(
    (body) => ({ ...body, decidedBy: decider(ana.fingerprint) }) as RecordBody,
  );
  const records = build([...bodies, ana]);
  return { ana: records, decision: records[0] as LedgerRecord & DecisionBody };
}

/** `main` asks for approval; `lenient` is for recording what the author explained. */
function governed(): ScratchRepository {
  const files = branch(recommended, known);
  files.git('branch', 'lenient', 'main');
  files.git('switch', '--quiet', 'main');
  files.write('.countersign/policy.yaml', approved);
  files.commit('approval');
  files.git('switch', '--quiet', 'work');
  files.git('reset', '--quiet', '--hard', 'main');
  files.write(file, open);
  files.commit('work');
  return files;
}

describe('ways around the hooks', () => {
  it('--no-verify, a commit by plumbing and another hooks path leave no record, and the gate is closed', async () => {
    const files = branch();
    files.write(file, open);
    files.git('add', '--all');
    files.git('-c', 'core.hooksPath=/dev/null', 'commit', '--quiet', '--no-verify', '--message', 'unseen');
    expect(outcomes(await gateJson(files))).toEqual(['guard-removed: no-record']);
    files.git('reset', '--quiet', '--hard', 'main');
    const blob = gitWithInput(files, open, 'hash-object', '-w', '--stdin');
    files.git('update-index', '--cacheinfo', `100644,${blob},${file}`);
    const tree = files.git('write-tree');
    files.git('update-ref', 'refs/heads/work', files.git('commit-tree', tree, '-p', 'main', '-m', 'by plumbing'));
    expect(outcomes(await gateJson(files))).toEqual(['guard-removed: no-record']);
  });

  it('a force-push of other content over what was reviewed is judged by what it holds', async () => {
    const files = branch();
    await turn(files, openRoute.changes);
    files.commit('reviewed');
    expect(await gateJson(files)).toMatchObject({ exitCode: 0 });
    files.write(file, app('').replace('requireAuth, requireAdmin', 'requireAuth'));
    files.git('commit', '--quiet', '--all', '--amend', '--no-edit');
    expect(await gateJson(files)).toMatchObject({ exitCode: 1 });
  });

  it('a squash that takes along what nobody reviewed is closed over that alone', async () => {
    const files = branch();
    await turn(files, openRoute.changes);
    files.commit('reviewed');
    files.write('src/sh.js', "require('child_process').exec(process.argv[2]);\n");
    files.commit('unseen');
    files.git('reset', '--quiet', '--soft', 'main');
    files.commit('squashed');
    expect(outcomes(await gateJson(files)).toSorted()).toEqual([
      'guard-removed: record',
      'process-execution-added: no-record',
    ]);
  });

  it('an edit after the review closes it', async () => {
    const files = branch();
    const put = (
      bucket: string,
      key: string,
    ): string => `const { S3Client, PutObjectCommand } = require('@aws-sdk/client-s3');
exports.keep = async (body) => {
  const place = ${key};
  await new S3Client({}).send(new PutObjectCommand({ Bucket: ${bucket}, Key: place, Body: body }));
};
`;
    await turn(files, { 'src/put.js': [null, put("'reports'", "'a'")] });
    files.commit('reviewed');
    expect(outcomes(await gateJson(files))).toEqual(['cloud-permission-added: record']);
    for (const [text, why] of [
      [put("'payroll'", "'a'"), 'no-record'],
      [put("'reports'", 'process.env.PLACE'), 'changed-since'],
    ] as const) {
      files.write('src/put.js', text);
      files.git('commit', '--quiet', '--all', '--amend', '--no-edit');
      expect(outcomes(await gateJson(files))).toContain(`cloud-permission-added: ${why}`);
    }
  });

  it('an edit after the review of what the reviewed file builds on closes it, through a file that nobody changed too', async () => {
    const host = (name: string): string => `exports.url = 'https://${name}.example';\n`;
    const sending = "const { url } = require('./between');\nexports.send = (data) => fetch(url, { body: data });\n";
    const files = branch(unsignedCounts, {
      'src/between.js': "exports.url = require('./host').url;\n",
      'src/host.js': host('ours'),
    });
    await turn(files, { 'src/send.js': [null, sending] });
    files.write('src/host.js', host('other'));
    files.commit('reviewed, and an edit');
    expect(outcomes(await gateJson(files))).toEqual(['network-destination-added: changed-since']);
    await record(files, await decide(files, { changes: { 'src/host.js': [host('ours'), host('other')] } }));
    expect((await gateJson(files)).exitCode).toBe(0);
  });

  it('a rename with other content is no rename: what is there is asked about as new', async () => {
    const files = branch();
    const put = `const { S3Client, PutObjectCommand } = require('@aws-sdk/client-s3');\nnew S3Client({}).send(new PutObjectCommand({ Bucket: 'b', Key: 'k' }));\n`;
    await turn(files, { 'src/put.js': [null, put] });
    files.commit('reviewed');
    expect(await gateJson(files)).toMatchObject({ exitCode: 0 });
    files.remove('src/put.js');
    files.write('lib/x.js', put.replace('new S3Client({}).send', 'exports.s3 = new S3Client({});\nexports.s3.send'));
    files.commit('moved and rewritten');
    const answer = await gateJson(files);
    expect(answer.findings.map(({ path, missing }) => [path, missing?.reason])).toEqual([['lib/x.js', 'no-record']]);
  });
});

describe('doctored records', () => {
  async function recorded(): Promise<{ readonly files: ScratchRepository; readonly records: readonly LedgerRecord[] }> {
    const files = branch();
    const noise = await decide(files, {
      changes: { 'src/noise.js': [null, "require('fs').writeFileSync(process.argv[2], '');\n"] },
    });
    const records = await record(files, [...noise, ...(await decide(files, openRoute)), ...noise]);
    files.write(file, open);
    files.commit('work');
    return { files, records };
  }

  it('a flipped byte takes away that record and all after it, and is named', async () => {
    const { files } = await recorded();
    expect(await gateJson(files)).toMatchObject({ exitCode: 0 });
    const text = readFileSync(ledgerOf(files), 'utf8');
    const at = text.indexOf('needed', text.indexOf('\n'));
    writeFileSync(ledgerOf(files), `${text.slice(0, at)}Needed${text.slice(at + 6)}`);
    const answer = await gateJson(files);
    expect(answer).toMatchObject({ exitCode: 1, sources: [{ fault: expect.stringContaining('line 2') as unknown }] });
    expect(outcomes(answer)).toEqual(['guard-removed: no-record']);
  });

  it('a record that was dropped, or put in another order, takes away what follows', async () => {
    const { files } = await recorded();
    const [first, second, third] = readFileSync(ledgerOf(files), 'utf8').split('\n');
    for (const lines of [
      [second, third],
      [second, first, third],
    ]) {
      writeFileSync(ledgerOf(files), `${lines.join('\n')}\n`);
      expect(await gateJson(files)).toMatchObject({ exitCode: 1 });
    }
  });

  it('a decision that was taken back does not count; cut off, it is missed where a commit names the head', async () => {
    const files = branch();
    const records = await record(files, await decide(files, { ...openRoute, decide: 'accepted then undone' }));
    files.write(file, open);
    files.commit('work');
    expect(outcomes(await gateJson(files))).toEqual(['guard-removed: taken-back']);
    const [accepted, undone] = records;
    const cut = chains(files, { [idOf.ana]: toText([accepted!]) });
    // A chain alone cannot tell that its end is missing.
    expect(outcomes(await gateJson(files, '--records', cut))).toEqual(['guard-removed: record']);
    files.git(
      'commit',
      '--quiet',
      '--amend',
      '--message',
      `work\n\n${toTrailer({ ledger: idOf.ana, seq: undone!.seq, hash: undone!.hash })}`,
    );
    const answer = await gateJson(files, '--records', cut);
    expect(answer.sources[0]?.fault).toContain('The newest records were cut off.');
    expect(answer.findings.length).toBe(1);
  });

  it('a rejected edit that lands all the same is closed', async () => {
    const files = branch();
    await record(files, await decide(files, openRoute));
    await record(files, await decide(files, { ...openRoute, decide: 'rejected' }));
    files.write(file, open);
    files.commit('work');
    expect(outcomes(await gateJson(files))).toEqual(['guard-removed: taken-back']);
  });

  it('an answer for one place covers no second one that looks the same', async () => {
    const files = branch(unsignedCounts, { 'src/copy.js': guarded });
    await record(files, await decide(files, openRoute));
    files.write(file, open);
    files.write('src/copy.js', open);
    files.commit('work');
    const answer = await gateJson(files);
    expect(answer.findings.map(({ path, settled }) => [path, settled?.by ?? null])).toEqual([
      [file, 'record'],
      ['src/copy.js', null],
    ]);
  });

  it('a record that was copied to another path answers for nothing there', async () => {
    const files = branch(unsignedCounts, { 'src/copy.js': guarded });
    const body = decisionOf(await decide(files, openRoute));
    await record(files, [{ ...body, hunks: body.hunks.map((hunk) => ({ ...hunk, path: 'src/copy.js' })) }]);
    files.write('src/copy.js', open);
    files.commit('work');
    const answer = await gateJson(files);
    expect(answer.exitCode).toBe(1);
    expect(outcomes(answer)).not.toContain('guard-removed: record');
  });

  it('a tick does not pass for words', async () => {
    const files = branch();
    const body = decisionOf(await decide(files, openRoute));
    const hunks = body.hunks.map((hunk) => ({
      ...hunk,
      findings: hunk.findings.map((finding) => ({
        ...finding,
        obligation: 'acknowledge',
        acknowledgement: { obligation: 'acknowledge', at: body.decidedAt },
      })),
    }));
    await record(files, [{ ...body, hunks }]);
    files.write(file, open);
    files.commit('work');
    expect(outcomes(await gateJson(files))).toEqual(['guard-removed: too-weak']);
  });

  it('a ref or a folder with records that is gone closes the gate', async () => {
    const { files } = await recorded();
    for (const source of [`refs/countersign/ledger/${idOf.ana}`, join(files.root, 'gone'), 'nowhere'])
      expect(outcomes(await gateJson(files, '--records', source))).toEqual(['guard-removed: no-record']);
  });
});

describe('answers that were given for something else', () => {
  it('of a change that came into the base and was taken out again, or of another repository, open nothing', async () => {
    const files = branch();
    await turn(files, openRoute.changes);
    files.commit('reviewed');
    const elsewhere = (await decide(files, openRoute)).map((body) => {
      const text = JSON.stringify(body);
      return JSON.parse(text.replaceAll(files.git('rev-parse', 'main'), '1'.repeat(40))) as RecordBody;
    });
    const foreign = chains(files, { [idOf.eve]: toText(build(elsewhere, idOf.eve)) });
    expect(outcomes(await gateJson(files, '--records', foreign))).toEqual(['guard-removed: elsewhere']);
    expect(outcomes(await gateJson(files))).toEqual(['guard-removed: record']);
    files.git('switch', '--quiet', 'main');
    files.git('merge', '--quiet', '--squash', 'work');
    files.write('README.md', 'Merged.\n');
    files.commit('merged');
    files.write(file, guarded);
    files.commit('taken out again');
    files.git('switch', '--quiet', '--force-create', 'work');
    files.write(file, open);
    files.commit('sneaked in');
    const closed = await gateJson(files);
    expect(outcomes(closed)).toEqual(['guard-removed: landed']);
    expect(closed.exitCode).toBe(1);
    await record(files, await decide(files, openRoute));
    expect(outcomes(await gateJson(files))).toEqual(['guard-removed: record']);
  });
});

describe('seals of another repository', () => {
  const rooted = (root: string) => ({ scheme: 'root-commits/1', roots: [root] }) as const;

  it('open nothing, and neither do those that name none where no commit ties them', async () => {
    const files = branch(recommended, known);
    const bodies = await decide(files, openRoute);
    files.write(file, open);
    files.commit('work');
    const onNothing = bodies.map((body) => (body.kind === 'decision' ? { ...body, policy: { ...body.policy, base: null } } : body)); // prettier-ignore
    const root = files.git('rev-list', '--max-parents=0', 'main');
    const why = async (steps: Parameters<typeof buildFrom>[0], repository: KnownRepository) => {
      const text = toText(buildFrom(steps, { ledger: idOf.ana, from: anHourAgo, repository }));
      const run = await gateJson(files, '--records', chains(files, { [idOf.ana]: text }));
      return outcomes(run).map((each) => each.replace(/^.*: /, ''));
    };
    expect(await why([...onNothing, ana], rooted('1'.repeat(40)))).toEqual(['unsigned']);
    expect(await why([...bodies, ana], rooted('1'.repeat(40)))).toEqual(['unsigned']);
    expect(await why([...onNothing, ana], null)).toEqual(['unbound']);
    expect(await why([...bodies, ana], null)).toEqual(['record']);
    expect(await why([...onNothing, ana], rooted(root))).toEqual(['record']);
  });
});

describe('signatures', () => {
  it('records count once a key that the base knows has signed them', async () => {
    const files = branch(recommended, known);
    const bodies = await decide(files, openRoute);
    files.write(file, open);
    files.commit('work');
    const [unsealed, sealed, foreign] = [build(bodies), build([...bodies, ana]), build([...bodies, eve])].map(toText);
    for (const [text, outcome] of [
      [unsealed!, 'unsigned'],
      [foreign!, 'unsigned'],
      [sealed!, 'record'],
    ] as const)
      expect(outcomes(await gateJson(files, '--records', chains(files, { [idOf.ana]: text })))).toEqual([
        `guard-removed: ${outcome}`,
      ]);
  });

  it('records in the branch, by its author for himself, count as what they are', async () => {
    const files = branch(recommended, known);
    const bodies = await decide(files, openRoute);
    files.write(file, open);
    files.write(`.countersign/records/${idOf.ana}.jsonl`, toText(build(bodies)));
    files.commit('work');
    expect(outcomes(await gateJson(files, '--records', 'work'))).toContain('guard-removed: unsigned');
    // Whoever may sign answers for it, and stands with that key for what was explained.
    files.write(`.countersign/records/${idOf.ana}.jsonl`, toText(build([...bodies, ana])));
    files.commit('sealed');
    const answer = await gateJson(files, '--records', 'work');
    expect(outcomes(answer)).toEqual(['guard-removed: record']);
    expect(answer).toMatchObject({ outcome: 'passes', exitCode: 0, unjudged: [] });
    // Who may sign stays a question of its own.
    files.write('.countersign/allowed_signers', signers(['ana@example.org', ana], ['eve@example.org', eve]));
    files.commit('a signer');
    const weakened = await gateJson(files, '--records', 'work');
    expect(outcomes(weakened).filter((each) => each.startsWith('signers-changed'))).not.toEqual([]);
    expect(weakened).toMatchObject({ outcome: 'closed', exitCode: 1, unjudged: [] });
  });

  it('an approval is another person’s, who holds the role at the base', async () => {
    const files = governed();
    const { ana: author, decision } = await explained(files);
    const answer = async (more: Readonly<Record<string, string>>): Promise<readonly string[]> =>
      outcomes(
        await gateJson(
          files,
          '--records',
          chains(files, { [idOf.ana]: toText(author), [idOf.ben]: '', [idOf.eve]: '', ...more }),
        ),
      );
    const by = (key: TestKey, id: string, seal: TestKey | null = key): Readonly<Record<string, string>> => ({
      [id]: toText(build([approve(decision, idOf.ana, key), ...(seal === null ? [] : [seal])], id)),
    });
    expect(await answer({})).toEqual(['guard-removed: not-approved']);
    expect(await answer(by(ben, idOf.ben, null))).toEqual(['guard-removed: unsigned']);
    expect(await answer(by(ana, idOf.eve))).toEqual(['guard-removed: not-in-role']);
    expect(await answer(by(eve, idOf.eve))).toEqual(['guard-removed: unsigned']);
    expect(await answer(by(ben, idOf.ben))).toEqual(['guard-removed: record']);
  });

  it('whoever explained it, or wrote commits there, is no second person', async () => {
    const files = governed();
    const { decision } = await explained(files);
    const own = build([{ ...decision, decidedBy: decider(ben.fingerprint) }, ben]);
    const first = own[0] as LedgerRecord & DecisionBody;
    const both = build([first, approve(first, idOf.ana, ben), ben]);
    expect(outcomes(await gateJson(files, '--records', chains(files, { [idOf.ana]: toText(both) })))).toEqual([
      'guard-removed: own-approval',
    ]);
    const { ana: author, decision: hers } = await explained(files);
    const ledgers = {
      [idOf.ana]: toText(author),
      [idOf.ben]: toText(build([approve(hers, idOf.ana, ben), ben], idOf.ben)),
    };
    files.git('commit', '--quiet', '--amend', '--no-edit', '--author', 'Ben <ben@example.org>');
    expect(outcomes(await gateJson(files, '--records', chains(files, ledgers)))).toEqual([
      'guard-removed: own-approval',
    ]);
  });

  it('whoever changed it while merging is no second person; whoever only merged is one', async () => {
    for (const byHand of [true, false]) {
      const files = governed();
      files.git('switch', '--quiet', 'main');
      files.write('README.md', 'Main goes on.\n');
      files.commit('main goes on');
      files.git('switch', '--quiet', 'work');
      if (byHand) files.git('reset', '--quiet', '--hard', 'HEAD~1');
      files.git('commit', '--quiet', '--allow-empty', '--message', 'work goes on');
      files.git('merge', '--quiet', '--no-ff', '--no-commit', 'main');
      if (byHand) files.write(file, open);
      files.git('add', '--all');
      files.git('commit', '--quiet', '--message', 'merged', '--author', 'Ben <ben@example.org>');
      const { ana: author, decision } = await explained(files);
      const ledgers = {
        [idOf.ana]: toText(author),
        [idOf.ben]: toText(build([approve(decision, idOf.ana, ben), ben], idOf.ben)),
      };
      expect(outcomes(await gateJson(files, '--records', chains(files, ledgers)))).toEqual([
        `guard-removed: ${byHand ? 'own-approval' : 'record'}`,
      ]);
    }
  });

  it('an approval where the clone lacks who wrote it is not judged', async () => {
    const files = governed();
    files.git('commit', '--quiet', '--allow-empty', '--message', 'work goes on');
    files.git('switch', '--quiet', '--detach', 'main');
    files.git('merge', '--quiet', '--no-ff', '--message', 'what a server would test', 'work');
    files.git('branch', 'tested');
    const { ana: author, decision } = await explained(files);
    const ledgers = {
      [idOf.ana]: toText(author),
      [idOf.ben]: toText(build([approve(decision, idOf.ana, ben), ben], idOf.ben)),
    };
    const folder = chains(files, ledgers);
    const clone = files.at('.git/shallow-clone');
    files.git('clone', '--quiet', '--depth', '2', '--branch', 'tested', `file://${files.root}`, clone);
    const ask = async (directory: string) =>
      await countersign(['gate', '--base', 'HEAD^', '--head', 'HEAD', '--records', folder], { directory });
    expect(await ask(clone)).toMatchObject({ exitCode: 2, errors: expect.stringContaining('CS3013') as string });
    expect(await ask(files.root)).toMatchObject({ exitCode: 0 });
  });

  it('a key or a role that the branch itself adds opens nothing', async () => {
    const files = governed();
    const { ana: author, decision } = await explained(files);
    files.write('.countersign/allowed_signers', signers(['ana@example.org', ana], ['eve@example.org', eve]));
    files.write('.countersign/policy.yaml', approved.replace(ben.fingerprint, eve.fingerprint));
    files.commit('a role of my own');
    const ledgers = {
      [idOf.ana]: toText(author),
      [idOf.eve]: toText(build([approve(decision, idOf.ana, eve), eve], idOf.eve)),
    };
    expect(outcomes(await gateJson(files, '--records', chains(files, ledgers)))).toContain('guard-removed: unsigned');
  });

  it('--require-origin agent exempts what a person signed as their own, and nothing else', async () => {
    const files = branch(recommended, known);
    const human = { kind: 'human', channel: 'my-changes', claimedBy: 'person' } as const;
    const body = decisionOf(await decide(files, { ...openRoute, origin: human }));
    const hunks = body.hunks.map((hunk) => ({
      ...hunk,
      findings: hunk.findings.map(({ acknowledgement: _given, ...finding }) => finding),
    }));
    files.write(file, open);
    files.commit('work');
    const answer = async (steps: readonly (RecordBody | TestKey)[], ...words: string[]): Promise<readonly string[]> =>
      outcomes(await gateJson(files, '--records', chains(files, { [idOf.ana]: toText(build(steps)) }), ...words));
    const claimed = { ...body, hunks };
    expect(await answer([claimed, ana])).toEqual(['guard-removed: too-weak']);
    expect(await answer([claimed, ana], '--require-origin', 'agent')).toEqual(['guard-removed: human-origin']);
    expect(await answer([claimed], '--require-origin', 'agent')).toEqual(['guard-removed: unsigned']);
    const unknown = { ...claimed, origin: { ...body.origin, kind: 'unknown' } } as RecordBody;
    expect(await answer([unknown, ana], '--require-origin', 'agent')).toEqual(['guard-removed: too-weak']);
  });
});

describe('the rules, changed along with the code', () => {
  it('are those of the base: a policy weakened or deleted in the branch changes nothing', async () => {
    const files = branch(recommended);
    files.write(file, open);
    files.write(
      '.countersign/policy.yaml',
      'version: 1\nmode: observe\nrules: [{ match: { kind: "*" }, obligation: none }]\n',
    );
    files.commit('weaker');
    expect(outcomes(await gateJson(files))).toContain('guard-removed: no-record');
    files.git('rm', '--quiet', '-r', '.countersign');
    files.commit('none');
    const answer = await gateJson(files);
    expect(outcomes(answer)).toContain('guard-removed: no-record');
    expect(answer.exitCode).toBe(1);
  });
});

it('a rule of the base whose example nobody can read is told of: it would stop nothing', async () => {
  const dead = `${unsignedCounts}rules: [{ id: dead, match: { pattern: "f((($X" }, message: "No.", obligation: block }]\n`;
  const files = branch(dead);
  files.write('src/other.js', 'f(1);\n');
  files.commit('work');
  const answer = await gateJson(files);
  expect(answer).toMatchObject({
    outcome: 'not-judged',
    exitCode: 2,
    problems: [{ code: 'CS1046' }, { code: 'CS3072' }],
  });
});

describe('ways to hide content', () => {
  it('a submodule, a link and a binary cannot be judged', async () => {
    for (const add of [
      (files: ScratchRepository): void => {
        files.git('update-index', '--add', '--cacheinfo', `160000,${files.git('rev-parse', 'HEAD')},vendor/lib`);
      },
      (files: ScratchRepository): void => {
        files.link('src/link.js', '../../../etc/passwd');
        files.git('add', '--all');
      },
      (files: ScratchRepository): void => {
        files.write('src/blob.js', Buffer.from([0, 1, 2, 0, 255]));
        files.git('add', '--all');
      },
    ]) {
      const files = branch();
      add(files);
      files.git('commit', '--quiet', '--message', 'hidden');
      expect(await gateJson(files)).toMatchObject({ exitCode: 2, unjudged: [{ settled: null }] });
    }
  });

  it('a file that was accepted as text and becomes a link of the same bytes is judged anew', async () => {
    const files = branch();
    await turn(files, { 'src/target.txt': [null, '../../etc/passwd'] });
    const blob = gitWithInput(files, '../../etc/passwd', 'hash-object', '-w', '--stdin');
    files.git('update-index', '--add', '--cacheinfo', `120000,${blob},src/target.txt`);
    files.git('commit', '--quiet', '--message', 'a link');
    expect(await gateJson(files)).toMatchObject({ exitCode: 2 });
  });

  it.each([
    [
      '.gitattributes: binary',
      { '.gitattributes': 'src/** -diff -text binary linguist-generated linguist-vendored export-ignore\n' },
      '',
    ],
    ['.gitattributes: a filter and a merge driver', { '.gitattributes': 'src/** filter=x merge=x diff=x\n' }, ''],
    ['a header that says generated', {}, '// Code generated by a tool. DO NOT EDIT. @generated\n'],
  ] as const)('%s hides nothing', async (_name, more, header) => {
    const files = branch();
    files.git('config', 'merge.x.driver', `touch ${files.at('ran')}`);
    files.git('config', 'filter.x.smudge', `touch ${files.at('ran')}`);
    files.write(file, header + open);
    for (const [path, text] of Object.entries(more)) files.write(path, text);
    files.commit('hidden');
    const answer = await gateJson(files);
    expect(outcomes(answer)).toContain('guard-removed: no-record');
    expect(answer.exitCode).not.toBe(0);
    expect(files.has('ran')).toBe(false);
  });

  it('code of others that is altered where it stands is asked about, and again when it is altered again', async () => {
    const lib = 'vendor/lib/index.js';
    const files = branch(unsignedCounts, { [lib]: 'module.exports = 1;\n', 'vendor/lib/more.js': 'exports.a = 1;\n' });
    await turn(files, { [lib]: ['module.exports = 1;\n', 'module.exports = 2;\n'] });
    files.commit('altered');
    expect(outcomes(await gateJson(files))).toEqual(['vendored-code-altered: record']);
    files.write('vendor/lib/more.js', 'exports.a = 2;\n');
    files.commit('altered, unseen');
    expect(outcomes(await gateJson(files))).toEqual(['vendored-code-altered: no-record']);
  });

  it('a route that is written anew in another file without its guard is judged as the route it was', async () => {
    const files = branch();
    files.git('rm', '--quiet', file);
    files.write(
      'lib/x.js',
      "const api = require('express').Router();\nconst { drop } = require('./drop');\napi.delete('/users/:user', (request, response) => drop(request, response));\nmodule.exports = { api };\n",
    );
    files.commit('hidden');
    expect(outcomes(await gateJson(files))).toContain('guard-removed: no-record');
  });

  it('what only the merge makes of two harmless sides is judged', async () => {
    const files = branch(unsignedCounts, { 'src/store.js': 'exports.keep = async (body) => body;\n' });
    files.write('src/use.js', "const { keep } = require('./store');\nexports.save = async (id) => keep(id);\n");
    files.commit('a caller');
    expect(await gateJson(files)).toMatchObject({ exitCode: 0, findings: [] });
    files.git('switch', '--quiet', 'main');
    files.write(
      'src/store.js',
      "const { exec } = require('child_process');\nexports.keep = async (body) => exec(body);\n",
    );
    files.commit('what it calls');
    const answer = await gateJson(files);
    expect(answer.findings.map(({ path, missing }) => [path, missing?.reason])).toEqual([['src/use.js', 'no-record']]);
  });
});
