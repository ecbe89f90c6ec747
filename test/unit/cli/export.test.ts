import { mkdirSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { LedgerRecord, RecordBody } from '../../../server/src/core/model/record.ts';
import { toLine } from '../../../server/src/core/record.ts';
import { countersignHere } from '../../cli/run-here.ts';
import { fixedKey } from '../exports/fixed-keys.ts';
import { allowed, ben, bensKey, chainOf, realistic } from '../exports/realistic.ts';
import { repository } from '../host/scratch.ts';

type Body<Kind extends RecordBody['kind']> = Extract<RecordBody, { kind: Kind }>;

const bodyOf = ({ seq: _seq, prev: _prev, hash: _hash, ...body }: LedgerRecord): RecordBody => body;
const bodies = realistic.map(bodyOf);
const [anas, bens] = ['a'.repeat(32), 'b'.repeat(32)];
const files = repository();
const here = { directory: files.root };

function sealed(ledger: string, records: readonly RecordBody[], key = bensKey): readonly LedgerRecord[] {
  const { signature: _signature, ...seal } = bodies.at(-1) as Body<'seal'>;
  const head = chainOf(records).at(-1);
  const decidedBy = { ...ben, key: key.fingerprint };
  return chainOf([
    ...records,
    key.seal({ ...seal, ledger, head: { seq: head?.seq ?? 0, hash: head?.hash ?? '' }, decidedBy }),
  ]);
}

beforeAll(() => {
  const approval = bodies.find(({ kind }) => kind === 'approval') as Body<'approval'>;
  const decision = bodies[0] as Body<'decision'>;
  const write = (path: string, records: readonly LedgerRecord[]): void =>
    files.write(path, records.map(toLine).join(''));
  write(`team/${anas}.jsonl`, sealed(anas, [decision], fixedKey('ana')));
  write(`team/${bens}.jsonl`, sealed(bens, [approval]));
  write('forged.jsonl', sealed(anas, [decision], fixedKey('mallory')));
  files.write('.countersign/allowed_signers', `${allowed.join('\n')}\n`);
  mkdirSync(files.at(`half/${bens}.jsonl`), { recursive: true });
  write(`half/${anas}.jsonl`, sealed(anas, [decision], fixedKey('ana')));
  files.git('add', '.countersign');
  files.git('commit', '-q', '-m', 'signers');
});

const exported = (...words: readonly string[]) => countersignHere(['export', '--base', 'HEAD', ...words], here);

describe('countersign export', () => {
  test('brings what one explained and another approved together, from every ledger that is named', async () => {
    const { exitCode, output } = await exported('--records', 'team', '--format', 'markdown');
    expect(exitCode).toBe(0);
    expect(output).toContain('The 2 chains of records are intact.');
    expect(output).toMatch(
      /The gateway in front.+Approved by Ben Osei.+“Checked the gateway.”, signed by ben@example.org/u,
    );
    expect(output).toContain(`team/${anas}.jsonl: 2 records, the chain is whole.`);
    const verified = await countersignHere(['verify', '--base', 'HEAD', '--records', 'team'], here);
    expect(verified.output).toContain('Sealed No. 1 to 1 by ben@example.org, @acme/identity, SHA256:');
    expect(output).toContain('Sealed No. 1 to 1 by ben@example.org, @acme/identity, SHA256:');
  });

  test('accounts for a range in the words of audit', async () => {
    files.write('a.txt', 'one\n');
    files.commit('unreviewed');
    const audited = await countersignHere(['audit', 'HEAD~1..HEAD', '--base', 'HEAD', '--records', 'team'], here);
    const [words = ''] = audited.output.split('\n');
    expect(words).toMatch(/HEAD~1\.\.HEAD: 1 commit, 1 with changes that no record accounts for \(\d+ lines\)\./u);
    const { output } = await exported('--records', 'team', '--range', 'HEAD~1..HEAD', '--format', 'json');
    const { coverage } = JSON.parse(output) as {
      coverage: { words: string; commits: [{ changes: readonly object[] }] };
    };
    expect(coverage.words).toBe(words);
    expect(coverage.commits[0].changes).toContainEqual(expect.objectContaining({ path: 'a.txt', account: 'none' }));
  });

  test('ends as verify does where a signature does not count', async () => {
    const words = 'is not in allowed_signers.';
    const verified = await countersignHere(['verify', '--base', 'HEAD', 'forged.jsonl'], here);
    expect(verified).toMatchObject({ exitCode: 2, output: expect.stringContaining(words) as string });
    for (const form of ['html', 'csv'])
      expect(await exported('--ledger', 'forged.jsonl', '--format', form)).toMatchObject({
        exitCode: 2,
        output: expect.stringContaining(words) as string,
      });
  });

  test('tells of a ledger that it could not read, and does not leave it out in silence', async () => {
    const run = await exported('--records', 'half', '--records', 'nowhere');
    expect(run.exitCode).toBe(2);
    for (const text of [run.output, run.errors]) {
      expect(text).toContain(`${bens}.jsonl`);
      expect(text).toContain('nowhere');
    }
    expect(run.output).toContain('Some records could not be read.');
  });
});
