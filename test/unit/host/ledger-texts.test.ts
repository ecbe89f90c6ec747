import { describe, expect, test } from 'vitest';
import { openRepository, type Repository } from '../../../server/src/host/git-repository.ts';
import {
  defaultLedgerLimits,
  openBudget,
  readLedgerPath,
  readLedgerRefs,
  readRecordsInCommit,
} from '../../../server/src/host/ledger-texts.ts';
import { checkLedgers } from '../../../server/src/host/read-ledgers.ts';
import { readReviewRequests } from '../../../server/src/host/review-requests.ts';
import { commitToRef } from '../../../server/src/host/write-refs.ts';
import { build, makeKey, problem, toText } from '../records/sealed.ts';
import { repository, scratch, type ScratchRepository } from './scratch.ts';

const id = 'c'.repeat(32);
const ref = `refs/countersign/ledger/${id}`;
const text = toText(build([problem('one'), problem('two')]));

async function opened<T>(act: (repository: Repository, files: ScratchRepository) => Promise<T>): Promise<T> {
  const files = repository();
  files.commit('first');
  const found = await openRepository(files.root);
  if (found === null) throw new Error('no repository');
  try {
    return await act(found, files);
  } finally {
    found.close();
  }
}

const bytes = (value: string): Uint8Array => Buffer.from(value);
const put = (found: Repository, name: string, files: Readonly<Record<string, string>>): Promise<string> =>
  commitToRef(found, {
    ref: name,
    message: 'x',
    files: new Map(Object.entries(files).map(([file, content]) => [file, bytes(content)])),
  });

describe('records of others', () => {
  test('are read from segments, in the order of their names, and nothing else is', async () => {
    await opened(async (found) => {
      const [first = '', second = ''] = text.split('\n').map((line) => `${line}\n`);
      await put(found, ref, {
        '00000002.jsonl': second,
        '00000001.jsonl': first,
        'evil.jsonl': '{}\n',
        README: 'no record',
        '00000003.jsonl.exe': 'x',
      });
      await put(found, 'refs/countersign/ledger/not-an-id', { '00000001.jsonl': text });
      const { texts, problems } = await readLedgerRefs(found, ['refs/countersign'], openBudget());
      expect(problems).toEqual([]);
      expect(texts.map((one) => [one.id, Buffer.from(one.bytes).toString()])).toEqual([[id, text]]);
    });
  });

  test('that are too many or too large are a problem, and the others are read', async () => {
    await opened(async (found) => {
      await put(found, ref, { '00000001.jsonl': text });
      const other = `refs/countersign/from/origin/ledger/${'d'.repeat(32)}`;
      await put(found, other, { '00000001.jsonl': 'x'.repeat(5000) });
      const small = openBudget({ ...defaultLedgerLimits, maxLedgerBytes: 2000 });
      const read = await readLedgerRefs(found, ['refs/countersign'], small);
      expect(read.texts.map((one) => one.id)).toEqual([id]);
      expect(read.problems).toMatchObject([{ code: 'CS3050', severity: 'error', path: other }]);
      const few = await readLedgerRefs(
        found,
        ['refs/countersign'],
        openBudget({ ...defaultLedgerLimits, maxLedgers: 1 }),
      );
      expect([few.texts.length, few.problems.length]).toEqual([1, 1]);
      const files = openBudget({ ...defaultLedgerLimits, maxFiles: 0 });
      expect((await readLedgerRefs(found, [ref], files)).problems).toMatchObject([{ code: 'CS3083' }]);
    });
  });

  test('that keys of the base have sealed are read before any number of others, and those left are told together', async () => {
    await opened(async (found, files) => {
      const own = 'f'.repeat(32);
      const key = makeKey('known');
      const genuine = toText(build([problem('one'), key], { ledger: own }));
      await put(found, `refs/countersign/ledger/${own}`, { '00000001.jsonl': genuine });
      // The same bytes under other names, one with its seal renamed, and what names no key.
      const names = Array.from({ length: 9 }, (_, at) => String(at).repeat(32));
      const copied = await put(found, `refs/countersign/ledger/${names[0]}`, { '00000001.jsonl': genuine });
      const forged = genuine.replaceAll(own, names[1] ?? '');
      await put(found, `refs/countersign/ledger/${names[1]}`, { '00000001.jsonl': forged });
      for (const name of names.slice(2)) files.git('update-ref', `refs/countersign/ledger/${name}`, copied);
      const few = { ...defaultLedgerLimits, maxLedgers: 2 };
      const terms = { keyType: 'ssh-ed25519', namespaces: null, validAfter: null, validBefore: null, line: 1 };
      const allowed = [{ ...terms, fingerprint: key.fingerprint, principals: ['ana@example.org'] }];
      const read = await readLedgerRefs(found, ['refs/countersign'], openBudget(few), { allowed, revoked: new Set() });
      expect(read.texts.map((one) => one.id)).toEqual([own, names[0]]);
      expect(read.problems).toHaveLength(6);
      expect(read.problems.at(-1)?.message).toMatch(/^3 more ledgers were not read: at most 2 ledgers and 512 MiB/);
      // Nobody is known: they come as they are called.
      const unknown = await readLedgerRefs(found, ['refs/countersign'], openBudget(few));
      expect(unknown.texts.map((one) => one.id)).toEqual(names.slice(0, 2));
    });
  });

  test('behind links, as folders, or in a tree that is none are left out', async () => {
    await opened(async (found, files) => {
      files.link(`.countersign/records/${id}.jsonl`, '/etc/passwd');
      files.write(`.countersign/records/${'e'.repeat(32)}.jsonl/00000001.jsonl`, text);
      files.write(`.countersign/records/${'f'.repeat(32)}.jsonl`, text);
      files.write('.countersign/records/__proto__.jsonl', text);
      const commit = files.commit('records');
      const { texts } = await readRecordsInCommit(found, commit, openBudget());
      expect(texts.map((one) => one.id)).toEqual(['e'.repeat(32), 'f'.repeat(32)]);
      files.git('update-ref', ref, files.git('hash-object', '-w', '--stdin'));
      expect((await readLedgerRefs(found, [ref], openBudget())).problems).toHaveLength(1);
    });
  });

  test('in a folder are not followed out of it', async () => {
    const files = scratch();
    files.write('elsewhere', text);
    files.link(`a/${id}.jsonl`, files.at('elsewhere'));
    files.write(`a/${'b'.repeat(32)}.jsonl`, text);
    files.write('a/notes.txt', 'x');
    const { texts, problems } = await readLedgerPath(files.at('a'), openBudget());
    expect(texts.map((one) => one.id)).toEqual(['b'.repeat(32)]);
    expect(problems).toMatchObject([{ code: 'CS3083' }]);
  });

  test('with a broken line count up to it; bytes that are no text count for nothing', async () => {
    const by = { signers: null, keygen: null, repository: null, anchors: [], now: Date.parse('2026-11-22T00:00:00Z') };
    const broken = { id, source: 'a', bytes: bytes(`${text}{"__proto__":1}\n`) };
    const binary = { id: 'd'.repeat(32), source: 'b', bytes: Uint8Array.of(0xff, 0xfe, 0x0a) };
    const [one, two] = await checkLedgers([broken, binary], by);
    expect(one?.records).toHaveLength(2);
    expect(one?.faults).toMatchObject([{ kind: 'bad-shape', seq: 3 }]);
    expect(two?.faults).toMatchObject([{ kind: 'bad-json' }]);
  });

  test('that ask for a review under another id, or without a form, ask for nothing', async () => {
    await opened(async (found) => {
      const request = {
        schemaVersion: 1,
        changeSet: 's',
        ledger: id,
        requestedAt: 'x',
        requestedBy: { name: null, email: null },
      };
      const whole = { ...request, commit: null, roles: [], files: [], hasContents: false };
      await put(found, `refs/countersign/review/${'1'.repeat(32)}`, { 'request.json': JSON.stringify(whole) });
      await put(found, `refs/countersign/review/${'2'.repeat(32)}`, { 'request.json': '[[[[' });
      await put(found, `refs/countersign/review/${'3'.repeat(32)}`, { other: '' });
      expect(await readReviewRequests(found)).toEqual([]);
    });
  });
});
