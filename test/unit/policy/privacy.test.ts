import { describe, expect, test } from 'vitest';
import { loadPolicy, RECOMMENDED } from '../../../server/src/core/policy/load-policy.ts';
import { printPolicy } from '../../../server/src/core/policy/print-policy.ts';
import { reviewTexts } from '../../golden/review-texts.ts';

const file = '.countersign/policy.yaml';
const packs = {
  [RECOMMENDED]: { file: RECOMMENDED, text: 'version: 1\n' },
  'countersign:privacy': {
    file: 'countersign:privacy',
    text: 'version: 1\nprivacy: { recordPrompts: none, attentionTimes: coarse }\n',
  },
};
const head = `version: 1\nextends: [ ${RECOMMENDED}, countersign:privacy ]\n`;

function load(privacy: string, organisation: string | null = null) {
  return loadPolicy({
    packs,
    repository: { file, text: `${head}${privacy === '' ? '' : `privacy: ${privacy}\n`}` },
    organisation: organisation === null ? null : { file: 'org.yaml', text: `version: 1\nprivacy: ${organisation}\n` },
    detectors: [],
  });
}

describe('privacy', () => {
  test.each([
    ['', { recordPrompts: 'none', attentionTimes: 'coarse' }],
    ['{ identity: key-id }', { recordPrompts: 'none', attentionTimes: 'coarse', identity: 'key-id' }],
    ['{ attentionTimes: off }', { recordPrompts: 'none', attentionTimes: 'off' }],
    ['{ recordPrompts: hash }', { recordPrompts: 'hash', attentionTimes: 'coarse' }],
  ])('%s leaves what it does not name as the pack has it', (text, expected) => {
    const { value, problems } = load(text);
    expect(problems).toEqual([]);
    expect(value.privacy).toEqual(expected);
  });

  test('of the organisation is not changed by the repository', () => {
    const { value, problems } = load('{ identity: full }', '{ identity: key-id }');
    expect(value.privacy).toMatchObject({ identity: 'key-id', recordPrompts: 'none' });
    expect(problems.map(({ code }) => code)).toEqual(['CS1023']);
  });

  test('that is misspelt is named', () => {
    expect(
      load('{ identity: key }')
        .problems.map(({ message }) => message)
        .join(),
    ).toContain('full or key-id');
    expect(load('{ attentionTime: off }').problems.map(({ code }) => code)).toEqual(['CS1002']);
  });

  test('stands in the printed policy', () => {
    const printed = printPolicy(load('{ identity: key-id, attentionTimes: off }').value, file);
    expect(printed).toContain('records name people by their keys alone');
    expect(printed).toContain('records keep of times on screen: nothing');
  });

  test('that changes is told', async () => {
    const { value } = load('{ identity: key-id, attentionTimes: off }');
    const { findings } = await reviewTexts(
      {
        before: { [file]: `${head}privacy: { identity: key-id, attentionTimes: off }\n` },
        after: { [file]: `${head}privacy: { attentionTimes: coarse }\n` },
      },
      value,
    );
    const text = findings.map(({ message }) => message).join(' ');
    expect(text).toContain('Records name people by name instead of by key.');
    expect(text).toContain('Records keep times on screen coarse instead of off.');
  });
});
