import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { policyMeaning, policyProblems, policySuggestions } from '../../../server/src/core/verbs.ts';

/** `|` is the cursor. */
function words(text: string): readonly string[] {
  const offset = text.indexOf('|');
  return policySuggestions(text.replace('|', ''), offset)?.answer.map(({ word }) => word) ?? [];
}

function meaning(text: string): string | null {
  return policyMeaning(text.replace('|', ''), text.indexOf('|'))?.answer ?? null;
}

describe('what may be written', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['|', ['version', 'extends', 'rules'], ['match']],
    ['version: 1\nru|', ['rules', 'roles'], ['version']],
    ['version: 1\nmode: |\n', ['enforce', 'observe'], ['rules']],
    ['version: 1\nextends: [ |', ['countersign:recommended', 'countersign:payments', 'package'], ['rules']],
    ['version: 1\nextends:\n  - |', ['countersign:recommended'], ['rules']],
    ['rules:\n  - |', ['match', 'obligation', 'floor'], ['version']],
    ['rules:\n  - id: a\n    |', ['match', 'obligation'], ['id', 'version']],
    ['rules:\n  - match: { | }\n', ['kind', 'origin', 'pattern'], ['obligation']],
    ['rules:\n  - match: { kind: | }\n', ['identity.guard', 'data.flow'], ['pattern']],
    ['rules:\n  - match: { kind: ident| }\n', ['identity.guard'], []],
    ['rules:\n  - match: { kind: [identity.guard, |] }\n', ['data.flow'], []],
    ['rules:\n  - match: { detector: "gua|" }\n', ['guard-removed'], []],
    ['rules:\n  - match: { dataClass: | }\n', ['health.condition'], []],
    ['rules:\n  - match: { change: added, | }\n', ['kind'], ['change']],
    ['rules:\n  - match: {}\n    obligation: |\n', ['none', 'explain', 'block', 'approve'], ['kind']],
    ['roles: { lead: [] }\nrules:\n  - match: {}\n    obligation: { approve: | }\n', ['lead'], ['block']],
    ['exceptions:\n  - { match: {}, | }\n', ['reason', 'role', 'until'], ['floor', 'match']],
    ['hold:\n  - { | }\n', ['kind'], ['pattern', 'obligation']],
    ['privacy: { recordPrompts: | }\n', ['hash', 'none'], []],
    ['# rules: |\n', [], ['version']],
  ])('%j', (text, expected, absent) => {
    const found = words(text);
    for (const word of expected) expect(found).toContain(word);
    for (const word of absent) expect(found).not.toContain(word);
  });

  test('what is put there is YAML: keys with a colon, words in quotes that need them', () => {
    const text = (at: string, word: string): string | undefined =>
      policySuggestions(at.replace('|', ''), at.indexOf('|'))?.answer.find((each) => each.word === word)?.text;
    expect(text('ru|', 'rules')).toBe('rules: ');
    expect(text('rules:\n  - match: { tag: | }\n', 'GDPR Art. 9') ?? '"GDPR Art. 9"').toBe('"GDPR Art. 9"');
    expect(text('rules:\n  - match: { kind: | }\n', 'data.flow')).toBe('data.flow');
  });
});

describe('what a word means', () => {
  test.each<[string, RegExp | null]>([
    ['ver|sion: 1\n', /^version: Version of this format/],
    ['rules:\n  - ma|tch: {}\n', /^match: All given fields/],
    ['rules:\n  - match: { detector: guard-rem|oved }\n', /^guard-removed: Whoever could not reach/],
    ['rules:\n  - match: { dataClass: payment.c|vv }\n', /^payment\.cvv: /],
    ['rules:\n  - match: { kind: identity.gu|ard }\n', /^kind: Kind of fact/],
    ['nonsense|: 1\n', null],
    ['# ver|sion\n', null],
  ])('%j', (text, expected) => {
    if (expected === null) expect(meaning(text)).toBeNull();
    else expect(meaning(text)).toMatch(expected);
  });
});

test('problems are those of the file, with those of its rules', () => {
  const packs = { 'countersign:recommended': { file: 'countersign:recommended', text: 'version: 1\nbad: 1\n' } };
  const text =
    'version: 1\nextends: [ countersign:recommended ]\nrules: [ { match: { kind: idntity.guard }, obligation: none }, { match: {}, obligation: none } ]\n';
  const found = policyProblems({ packs, repository: { file: 'p.yaml', text } }, 'p.yaml');
  expect(found.map(({ code }) => code)).toEqual(['CS1005', 'CS1043']);
});

test('no text and no place makes it throw', () => {
  const piece = fc.constantFrom(
    'rules:',
    '\n',
    '  - ',
    '{',
    '}',
    '[',
    ']',
    'match: ',
    'kind',
    ': ',
    '"',
    '|',
    '#',
    '&a ',
    '*a',
    '!!x ',
    '? ',
    'a',
    ',',
    '\t',
    '\r\n',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), fc.nat(60), (pieces, offset) => {
      const text = pieces.join('');
      policySuggestions(text, Math.min(offset, text.length));
      policyMeaning(text, Math.min(offset, text.length));
    }),
    { numRuns: 500 },
  );
});
