import { describe, expect, test } from 'vitest';
import type { CheckedLedger, KnownRepository, LedgerFault } from '../../../server/src/core/model/ledger.ts';
import type { LedgerRecord } from '../../../server/src/core/model/record.ts';
import { appendRecord, describeChain, loadSigners, soundUpTo, type Head } from '../../../server/src/core/record.ts';
import { checkLedgers } from '../../../server/src/host/read-ledgers.ts';
import { build, decider, ledgerId, makeKey, problem, sealBody, toText } from './sealed.ts';

const ana = makeKey('ana');
const ben = makeKey('ben', '-t', 'ecdsa', '-b', '384');
const now = Date.parse('2026-11-22T00:00:00Z');

const allowed = `ana@example.org ${ana.line}\nben@example.org,@acme/identity namespaces="git,countersign" ${ben.line} Ben\n`;

interface Place {
  readonly signers?: string | null;
  readonly revoked?: string;
  readonly id?: string | null;
  readonly anchors?: readonly {
    readonly ledger: string;
    readonly seq: number;
    readonly hash: string;
    readonly from: string;
  }[];
  readonly keygen?: string | null;
  readonly repository?: KnownRepository;
}

async function check(
  text: string,
  { signers = allowed, revoked, id = ledgerId, anchors = [], keygen = null, repository = null }: Place = {},
) {
  const loaded =
    signers === null
      ? null
      : loadSigners(
          { file: 'allowed_signers', text: signers },
          revoked === undefined ? null : { file: 'revoked_signers', text: revoked },
        ).value;
  const [ledger] = await checkLedgers([{ id, source: 'test', bytes: Buffer.from(text) }], {
    signers: loaded,
    keygen,
    repository,
    now,
    anchors,
  });
  if (ledger === undefined) throw new Error('no ledger');
  return ledger;
}

const kinds = ({ faults }: CheckedLedger): readonly LedgerFault['kind'][] => faults.map(({ kind }) => kind);
const [one, two, three, four] = [problem('1'), problem('2'), problem('3'), problem('4')];

describe('a seal', () => {
  const records = build([one, two, ana, three, ben]);
  const text = toText(records);

  test.each([null, 'ssh-keygen'])('covers what no seal before it does, checked by %s too', async (keygen) => {
    const ledger = await check(text, { keygen });
    expect(ledger.faults).toEqual([]);
    expect(ledger.seals.map(({ covers, sealer }) => [covers, sealer?.fingerprint, sealer?.principals])).toEqual([
      [{ from: 1, to: 2 }, ana.fingerprint, ['ana@example.org']],
      [{ from: 3, to: 4 }, ben.fingerprint, ['ben@example.org', '@acme/identity']],
    ]);
  });

  test.each([
    ['ed25519', ana],
    ['ecdsa', makeKey('p256', '-t', 'ecdsa', '-b', '256')],
    ['ecdsa 521', makeKey('p521', '-t', 'ecdsa', '-b', '521')],
    ['rsa', makeKey('rsa', '-t', 'rsa', '-b', '2048')],
  ])('of a key of the type %s is checked without ssh-keygen', async (_, key) => {
    const ledger = await check(toText(build([one, key])), { signers: `x@example.org ${key.line}\n` });
    expect(ledger.faults).toEqual([]);
    expect(ledger.seals[0]?.sealer?.presence).toBe('none');
  });

  test('that names another repository does not count here; a clone or a fork begins with the same commit', async () => {
    const identity = (...roots: readonly string[]) => ({ scheme: 'root-commits/1', roots }) as const;
    const [here, there] = ['1'.repeat(40), '2'.repeat(40)];
    const bound = toText(build([one, ana], { repository: identity(here) }));
    for (const roots of [[here], [there, here]]) {
      const ledger = await check(bound, { repository: identity(...roots) });
      expect([kinds(ledger), ledger.seals[0]?.repository]).toEqual([[], 'this']);
    }
    const replayed = await check(bound, { repository: identity(there) });
    expect(kinds(replayed)).toEqual(['seal-of-another-repository']);
    expect(replayed.seals[0]?.sealer).toBeNull();
    expect(replayed.faults[0]?.message).toContain('begins with commit 111111111111…, and this one begins with 222222');
    // Where nobody knows which repository this is, the signature still counts.
    const shallow = await check(bound);
    expect([kinds(shallow), shallow.seals[0]?.repository]).toEqual([[], 'unknown']);
  });

  test('of before seals named a repository still counts, and is said to name none', async () => {
    const ledger = await check(text, { repository: { scheme: 'root-commits/1', roots: ['1'.repeat(40)] } });
    expect([kinds(ledger), ledger.seals.map(({ repository }) => repository)]).toEqual([[], ['unnamed', 'unnamed']]);
    expect(describeChain(ledger).seals[0]).toContain('who did not say in which repository.');
  });

  test('that names its repository in a way of later versions counts as one that names none', async () => {
    const later = { scheme: 'something-else/1', roots: ['x'] } as unknown as KnownRepository;
    const ledger = await check(toText(build([one, ana], { repository: later })), {
      repository: { scheme: 'root-commits/1', roots: ['1'.repeat(40)] },
    });
    expect([kinds(ledger), ledger.seals[0]?.repository]).toEqual([[], 'unnamed']);
  });

  test('does not count with a short key', async () => {
    const short = makeKey('short', '-t', 'rsa', '-b', '1024');
    const ledger = await check(toText(build([one, short])), { signers: `x@example.org ${short.line}\n` });
    expect(kinds(ledger)).toEqual(['bad-signature']);
  });

  test('that somebody changed does not count, even if the chain is hashed again', async () => {
    const other = sealBody(records.slice(0, 2), ana, '2026-11-21T10:02:00.000Z');
    if (other.kind !== 'seal') throw new Error('no seal');
    const forged = appendRecord({ ...other, changeSets: ['more'] }, records[1] as Head);
    const ledger = await check(toText([...records.slice(0, 2), forged]));
    expect(ledger.faults).toMatchObject([{ kind: 'bad-signature', of: 'seal', seq: 3 }]);
    expect(soundUpTo(ledger)).toBe(3);
  });

  test('over records that were replaced does not fit', async () => {
    const replaced = build([one, problem('another')]);
    const kept = records[2];
    if (kept?.kind !== 'seal') throw new Error('no seal');
    const { seq: _seq, prev: _prev, hash: _hash, ...body } = kept;
    const moved = appendRecord(body, replaced[1] as Head);
    expect(kinds(await check(toText([...replaced, moved])))).toEqual(['seal-does-not-fit']);
  });

  test('of another ledger does not count here', async () => {
    expect(kinds(await check(text, { id: 'b'.repeat(32) }))).toEqual([
      'seal-of-another-ledger',
      'seal-of-another-ledger',
    ]);
  });

  test('that names another key than signed it does not count', async () => {
    const body = sealBody(build([one]), ana, '2026-11-21T10:01:00.000Z');
    if (body.kind !== 'seal') throw new Error('no seal');
    const lie = { ...body, decidedBy: decider(ben.fingerprint) };
    expect(kinds(await check(toText([...build([one]), appendRecord(lie, build([one])[0] as Head)])))).toContain(
      'bad-signature',
    );
  });

  test.each([
    ['unknown-signer', { signers: `ben@example.org ${ben.line}` }],
    ['revoked-signer', { revoked: ana.line }],
    ['revoked-signer', { revoked: `# lost\n${ana.fingerprint}\n` }],
    ['expired-signer', { signers: `ana@example.org valid-before="20261101Z" ${ana.line}` }],
    ['not-yet-valid-signer', { signers: `ana@example.org valid-after="20270101000000Z" ${ana.line}` }],
    ['other-namespace', { signers: `ana@example.org namespaces="git" ${ana.line}` }],
  ] satisfies readonly (readonly [string, Place])[])('by a key that may not is named: %s', async (kind, place) => {
    const ledger = await check(toText(build([one, ana])), place);
    expect(ledger.faults).toMatchObject([{ kind, of: 'seal', severity: 'error', seq: 2 }]);
    expect(ledger.seals[0]?.sealer).toBeNull();
  });

  test('that does not count is mended by one that does, and then a warning', async () => {
    const cleo = makeKey('cleo');
    const ledger = await check(toText(build([one, cleo, two, ana])));
    expect(ledger.faults).toMatchObject([{ kind: 'unknown-signer', severity: 'warning', seq: 2 }]);
    expect(ledger.seals.map(({ covers }) => covers)).toEqual([null, { from: 1, to: 3 }]);
  });

  test('is nobody’s where nothing says who may sign, and that is a warning', async () => {
    const ledger = await check(toText(build([one, ana])), { signers: null });
    expect(ledger.faults).toMatchObject([{ kind: 'unknown-signer', severity: 'warning' }]);
  });

  test('of another namespace of ssh-keygen does not count', async () => {
    const { sign } = await import('./sealed.ts');
    const { toSealBody, toSealText, toUnsignedSeal } = await import('../../../server/src/core/record.ts');
    const before = build([one]);
    const seal = toUnsignedSeal(before, before, {
      ledger: ledgerId,
      decidedBy: decider(ana.fingerprint),
      decidedAt: '2026-11-21T10:01:00.000Z',
      presence: 'none',
      repository: null,
      toolVersion: '0.1.0',
    });
    if (seal === null) throw new Error('nothing');
    const body = toSealBody(seal, sign(toSealText(seal), ana, 'git'));
    expect(kinds(await check(toText([...before, appendRecord(body, before[0] as Head)])))).toEqual(['bad-signature']);
  });
});

describe('a chain', () => {
  const records = build([one, two, three, four]);
  const lines = records.map((record) => toText([record]));
  const kindsOf = async (...order: readonly number[]) =>
    kinds(await check(order.map((at) => lines[at] ?? '').join('')));

  test('says what happened to its records', async () => {
    expect(await kindsOf(0, 2, 3)).toEqual(['gap']);
    expect(await kindsOf(0, 2, 1, 3)).toEqual(['reordered']);
    expect(await kindsOf(0, 1, 1, 2)).toEqual(['duplicate']);
    expect(await kindsOf(1, 2)).toEqual(['gap']);
    const other = toText(build([one, problem('other')]).slice(1));
    expect(kinds(await check([lines[0], lines[1], other].join('')))).toEqual(['forked']);
  });

  test('that was cut off is found by an anchor, and by nothing else', async () => {
    const cut = lines.slice(0, 2).join('');
    expect((await check(cut)).faults).toEqual([]);
    const anchor = { ledger: ledgerId, seq: 4, hash: records[3]?.hash ?? '', from: 'commit 123' };
    const found = await check(cut, { anchors: [anchor] });
    expect(found.faults).toMatchObject([{ kind: 'truncated', seq: 3 }]);
    expect(found.faults[0]?.message).toContain('commit 123');
    const whole = await check(lines.join(''), { anchors: [anchor] });
    expect([whole.faults, whole.anchored]).toEqual([[], 4]);
    const rewritten = await check(toText(build([one, two, three, problem('5')])), { anchors: [anchor] });
    expect(kinds(rewritten)).toEqual(['rewritten']);
    expect(soundUpTo(rewritten)).toBe(3);
  });

  test('out of the order of time is named', async () => {
    const back = [...records.slice(0, 2), ...build([problem('x')], { from: '2026-11-20T00:00:00.000Z' })];
    const chained: LedgerRecord[] = [];
    for (const { seq: _s, prev: _p, hash: _h, ...body } of back)
      chained.push(appendRecord(body, chained.at(-1) ?? null));
    expect((await check(toText(chained))).faults).toMatchObject([{ kind: 'time-order', seq: 3 }]);
    const future = build([one], { from: '2027-01-01T00:00:00.000Z' });
    expect(kinds(await check(toText(future)))).toEqual(['in-future']);
    expect(kinds(await check(toText([appendRecord({ ...problem('x'), decidedAt: 'soon' }, null)])))).toEqual([
      'time-order',
    ]);
  });

  test('in two copies that went apart is rewritten in both', async () => {
    const other = build([one, two, problem('other')]);
    const by = { signers: null, keygen: null, repository: null, now, anchors: [] };
    const copies = [records, other].map((copy, index) => ({
      id: ledgerId,
      source: `copy ${index}`,
      bytes: Buffer.from(toText(copy)),
    }));
    const checked = await checkLedgers(copies, by);
    expect(checked.map((ledger) => [ledger.source, kinds(ledger)])).toEqual([
      ['copy 0', ['rewritten']],
      ['copy 1', ['rewritten']],
    ]);
    const [longer] = await checkLedgers(
      [{ ...copies[0]!, bytes: Buffer.from(toText(records.slice(0, 2))) }, copies[0]!],
      by,
    );
    expect(longer?.records).toHaveLength(4);
  });
});

describe('allowed_signers', () => {
  test('says what it does not understand, and keeps the rest', () => {
    const text = [
      '# team',
      `ana@example.org,"@acme/x" valid-before="20270101" ${ana.line} Ana`,
      `ca@example.org cert-authority ${ana.line}`,
      'nobody ssh-ed25519 AAAA',
      `late@example.org valid-after="20261341" ${ana.line}`,
      `__proto__ constructor=x ${ana.line}`,
      'x "never closed',
      '',
    ].join('\r\n');
    const { value, problems } = loadSigners({ file: 'f', text }, null);
    expect(value.allowed).toHaveLength(1);
    expect(problems.map(({ message }) => message)).toEqual([
      'Line 2: a time without "Z".',
      'Line 3: keys that certify other keys (cert-authority) are not supported.',
      'Line 4: there is no public key.',
      'Line 5: "20261341" is no time.',
      'Line 6: "constructor" is no option that is known.',
      'Line 7: a quotation mark is not closed.',
    ]);
  });
});
