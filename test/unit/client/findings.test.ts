import { describe, expect, test } from 'vitest';
import { byFile, describeFinding, isAnswered, openFindings, speakFinding } from '../../../client/src/finding-items.ts';
import { whyNotTakenBack } from '../../../client/src/why-not-taken-back.ts';
import { toReply } from '../../../client/src/reply-words.ts';
import { nothingToChange } from '../../../client/words/change-words.ts';
import { sampleFinding, sampleHunk, sampleRequest, sampleSet, sampleView } from '../../lsp/view-samples.ts';

describe('what is sent back', () => {
  const rejected = (rejectReason: string | null, path = 'src/a.ts') =>
    sampleHunk({ id: `${path} ${rejectReason}`, path, outcome: 'rejected', rejectReason });

  test('names each part that was taken back, with its reason', () => {
    const reply = toReply(sampleSet({ hunks: [rejected('Only admins.'), rejected('', 'src/b.ts'), sampleHunk({})] }))!;
    expect(reply).toContain('I took back 2 parts of your edit.');
    expect(reply).toMatch(/1\. src\/a\.ts, line \d+ \(.+\)\. Why: Only admins\./);
    expect(reply).toMatch(/2\. src\/b\.ts, line \d+ \(.+\)\. Do without it\./);
    expect(reply.endsWith('Leave the rest as it is.')).toBe(true);
  });

  test('of one part is a sentence, not a list', () => {
    expect(toReply(sampleSet({ hunks: [rejected('Only admins.')] }))).toMatch(
      /^I took back one part of your edit, in src\/a\.ts, line \d+ \(.+\)\. .+\n\nWhy: Only admins\.\n\n/,
    );
  });

  test('is nothing where nothing was rejected, or where the agent waited and was told', () => {
    expect(toReply(sampleSet({ hunks: [sampleHunk({ outcome: 'accepted' })] }))).toBeNull();
    expect(toReply(sampleSet({ hunks: [sampleHunk({ outcome: 'rejected', landing: 'held' })] }))).toBeNull();
  });
});

describe('open findings', () => {
  test('are those that ask for something, of hunks that are not decided; steps of a chain are told there', () => {
    const findings = [
      sampleFinding({ fingerprint: 'one' }),
      sampleFinding({ fingerprint: 'two', obligation: 'none' }),
      sampleFinding({ fingerprint: 'three', isPartOfChain: true }),
    ];
    const view = sampleView({
      changeSets: [
        sampleSet({
          hunks: [
            sampleHunk({ id: 'a', path: 'src/a.ts', findings }),
            sampleHunk({ id: 'b', path: 'src/b.ts', findings, outcome: 'accepted' }),
            sampleHunk({ id: 'c', path: 'src/a.ts', findings }),
          ],
        }),
      ],
    });
    const files = byFile(openFindings(view));
    expect(
      files.map(({ path, findings: own }) => [path, own.map(({ hunk, finding }) => [hunk.id, finding.fingerprint])]),
    ).toEqual([
      [
        'src/a.ts',
        [
          ['a', 'one'],
          ['c', 'one'],
        ],
      ],
    ]);
    expect(new Set(files.flatMap(({ findings: own }) => own.map(({ id }) => id))).size).toBe(2);
  });

  test('are spoken with what is to be done first', () => {
    const finding = sampleFinding({
      obligation: 'approve',
      role: 'identity-team',
      message: 'The check is gone.',
      line: 42,
    });
    const changeSet = sampleSet({ hunks: [sampleHunk({ path: 'users.ts', findings: [finding] })] });
    const [placed] = openFindings(sampleView({ changeSets: [changeSet] }));
    expect(speakFinding(placed!)).toMatch(
      /^Needs approval by identity-team\. .+ The check is gone\. users\.ts line 42\. Open\.$/,
    );
    expect(describeFinding(placed!)).toMatch(/^approval of identity-team · .+ · line 42$/);
  });

  test.each([
    ['acknowledge', 'acknowledge', 'Needs acknowledgement', 'Acknowledged'],
    ['explain', 'explain', 'Needs an explanation', 'Explained'],
    ['approve', 'approve', 'Needs approval by another person', 'Approved'],
    ['block', 'blocked', 'Blocked by policy', 'Excepted'],
  ] as const)('ask in the words that the panel has: %s', (obligation, line, need, done) => {
    const hunks = [sampleHunk({ findings: [sampleFinding({ obligation })] })];
    const [placed] = openFindings(sampleView({ changeSets: [sampleSet({ hunks })] }));
    expect(describeFinding(placed!).split(' · ')[0]).toBe(line);
    expect(speakFinding(placed!).split('. ')[0]).toBe(need);
    const settled = { ...placed!, finding: sampleFinding({ obligation, state: 'settled' }) };
    expect(speakFinding(settled).split('. ')[0]).toBe(done);
  });
});

describe('the answer to a finding', () => {
  const said = {
    obligation: 'explain',
    reason: 'needed',
    words: 'It is.',
    at: '2026-11-20T10:00:00.000Z',
    by: null,
  } as const;
  const answered = sampleFinding({ obligation: 'explain', state: 'settled', acknowledgement: said });
  const place = (finding = answered, hunk = {}, set = {}) => {
    const hunks = [sampleHunk({ findings: [finding], ...hunk })];
    const changeSet = sampleSet({ hunks, ...set });
    return { id: 'a', changeSet, hunk: hunks[0]!, finding };
  };

  test('is taken back where the panel takes it back, else it is said why not', () => {
    expect(whyNotTakenBack(place())).toBeNull();
    const waiting = place({ ...answered, obligation: 'approve', role: 'identity-team', state: 'waiting' });
    expect(whyNotTakenBack(waiting)).toBeNull();
    expect([waiting, place()].map(isAnswered)).toEqual([true, true]);
    expect(isAnswered(place({ ...answered, state: 'reopened' }))).toBe(false);
    expect(describeFinding(waiting)).toMatch(/^waits for approval of identity-team · /);
    expect(whyNotTakenBack(place({ ...answered, acknowledgement: null }))).toBe(nothingToChange);
    expect(whyNotTakenBack(place({ ...answered, state: 'reopened' }))).toBe(nothingToChange);
    expect(whyNotTakenBack(place(answered, {}, { request: sampleRequest() }))).toBe(nothingToChange);
    expect(whyNotTakenBack(place(answered, { outcome: 'accepted' }))).toBe('This hunk is accepted already.');
  });
});
