/** A rule that demands a touch of the key, on a real repository: what opens the gate, and what does not. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { LedgerRecord, RecordBody } from '../../server/src/core/model/record.ts';
import { appendRecord, type Head } from '../../server/src/core/record.ts';
import { build, decider, ledgerId, makeKey, toText } from '../unit/records/sealed.ts';
import { makeToken, tokenSeal } from '../unit/records/soft-token.ts';
import { anHourAgo, branch, decide, file, gateJson, guarded, open, outcomes } from './gate-steps.ts';
import { countersignHere } from './run-here.ts';

vi.setConfig({ testTimeout: 400_000 });

const ana = makeKey('touch-ana');
const [token, stolen] = [makeToken(), makeToken()];
const policy = `version: 1
extends: [countersign:recommended]
rules: [{ id: touched, match: { kind: identity.guard, change: removed }, obligation: explain, presence: true }]
`;

it('a touch opens it: a signature of software, a claim, another key and a record without the demand do not', async () => {
  const files = branch(policy, {
    '.countersign/allowed_signers': [ana.line, token.line].map((line) => `ana@example.org ${line}\n`).join(''),
  });
  const bodies = (await decide(files, { changes: { [file]: [guarded, open] } })).map(
    (body) => ({ ...body, decidedBy: decider() }) as RecordBody,
  );
  files.write(file, open);
  files.commit('work');
  const folder = files.at('.git/test-records');
  mkdirSync(folder, { recursive: true });
  const ask = async (records: readonly LedgerRecord[]) => {
    writeFileSync(join(folder, `${ledgerId}.jsonl`), toText(records));
    return await gateJson(files, '--records', folder);
  };
  const from = { from: anHourAgo };
  const plain = build(bodies, from);
  const at = new Date(Date.parse(anHourAgo) + 600_000).toISOString();
  const then = (records: readonly LedgerRecord[], body: RecordBody): readonly LedgerRecord[] => [
    ...records,
    appendRecord(body, records.at(-1) as Head),
  ];
  const bySoftware = build([...bodies, ana], from);

  const closed = await ask(bySoftware);
  expect(outcomes(closed)).toEqual(['guard-removed: untouched']);
  expect(closed.findings[0]?.missing?.how).toContain('countersign seal --key FILE, with a security key');
  expect(await countersignHere(['verify', folder, '--base', 'main'], { directory: files.root })).toMatchObject({
    exitCode: 2,
    output: expect.stringContaining('not-touched  Record No. 1') as string,
  });
  const claimed = then(plain, tokenSeal(plain, token, { flags: 0, claims: 'touch', at }));
  expect(outcomes(await ask(claimed))).toEqual(['guard-removed: unsigned']);
  const untouched = then(plain, tokenSeal(plain, token, { flags: 0, claims: 'none', at }));
  expect(outcomes(await ask(untouched))).toEqual(['guard-removed: untouched']);
  const byStranger = then(bySoftware, tokenSeal(bySoftware, stolen, { flags: 1, claims: 'touch', at }));
  expect(outcomes(await ask(byStranger))).toEqual(['guard-removed: untouched']);
  // The record says nothing of a touch: the base does.
  const silent = bodies.map((body) =>
    body.kind === 'decision'
      ? (JSON.parse(JSON.stringify(body).replaceAll('"presence":true,', '')) as RecordBody)
      : body,
  );
  expect(JSON.stringify(silent)).not.toContain('presence');
  expect(outcomes(await ask(build([...silent, ana], from)))).toEqual(['guard-removed: untouched']);

  const touched = then(bySoftware, tokenSeal(bySoftware, token, { flags: 1, claims: 'touch', at }));
  expect(await ask(touched)).toMatchObject({ exitCode: 0, outcome: 'passes' });
  const review = ['--base', 'main', '--head', 'work'];
  const explained = await countersignHere(['rules', 'explain', 'guard-removed', ...review], { directory: files.root });
  expect(explained.output).toContain('asks for explain, with a touch of the key');
});
