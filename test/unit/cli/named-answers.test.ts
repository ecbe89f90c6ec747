import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../server/src/cli/define.ts';
import { readAnswers } from '../../../server/src/cli/named-answers.ts';
import type { Finding } from '../../../server/src/core/model/finding.ts';
import { finding } from '../review/fixtures.ts';

const tick = finding('aaaaaa1111', 'acknowledge');
const words = finding('bbbbbb2222', 'explain');
const twin = finding('bbbbbb3333', 'explain');

const why = (given: readonly string[], findings: readonly Finding[] = [tick, words]): string => {
  try {
    readAnswers(given, findings);
    return 'taken';
  } catch (error) {
    if (error instanceof UsageError) return error.problem.why;
    throw error;
  }
};

describe('answers that are named when the program is called', () => {
  test('are one for each finding', () => {
    const read = readAnswers(['aaaaaa acknowledge', 'bbbbbb2222 needed The gateway checks it.'], [tick, words]);
    expect([...read]).toEqual([
      ['aaaaaa1111', { reason: 'acknowledge', words: '' }],
      ['bbbbbb2222', { reason: 'needed', words: 'The gateway checks it.' }],
    ]);
  });

  test.each<[string, readonly string[], RegExp]>([
    ['for two at once', ['bbbbbb needed x'], /more than one finding/],
    ['for one twice', ['aaaaaa acknowledge', 'aaaaaa1111 acknowledge'], /named before/],
    ['for none', ['cccccc acknowledge'], /no finding/],
    ['by too short a name', ['aaa acknowledge'], /no finding/],
    ['without a reason', ['aaaaaa'], /no finding/],
    ['with a reason that is none', ['aaaaaa because x'], /no reason/],
    ['without words', ['bbbbbb2222 needed'], /needs words/],
    ['with less than is asked for', ['bbbbbb2222 acknowledge'], /asks for more: explain/],
  ])('are none %s', (_, given, expected) => {
    expect(why(given, [tick, words, twin])).toMatch(expected);
  });
});
