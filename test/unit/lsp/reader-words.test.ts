import * as l10n from '@vscode/l10n';
import { expect, onTestFinished, test } from 'vitest';
import { inEnglish, worded } from '../../../server/src/core/model/wording.ts';
import { hostProblem } from '../../../server/src/host/problems.ts';
import { readOptions } from '../../../server/src/lsp/client-features.ts';
import { sentences } from '../../../server/src/lsp/decide.ts';
import { speakTo, tell, translated } from '../../../server/src/lsp/reader-words.ts';

function speak(words: Readonly<Record<string, string>>): void {
  onTestFinished(() => speakTo());
  speakTo(words);
}

const left = (path: string) => worded`${path} has ${2} more, ${worded`not judged`}.`;

test('a sentence is told with its parts in the order of the language, and is English where nothing is said of it', () => {
  speak({ '{0} has {1} more, {2}.': '{2}: {1} in {0}', 'not judged': 'ungeprüft', done: '' });
  expect(tell(left('{1}.ts'))).toBe('ungeprüft: 2 in {1}.ts');
  expect(inEnglish(left('{1}.ts'))).toBe('{1}.ts has 2 more, not judged.');
  expect(tell(worded`${'a'} is new.`)).toBe('a is new.');
  expect(translated('done')).toBe('done');
});

test('what no client has given words for is English', () => {
  speakTo();
  expect([tell(left('a')), translated('constructor'), l10n.t('Accept')]).toEqual([
    'a has 2 more, not judged.',
    'constructor',
    'Accept',
  ]);
});

test('a problem is told whole, and is written in English', () => {
  const problem = hostProblem('gitMissing', worded`No ${'git'} here.`);
  speak({ 'No {0} here.': 'Hier ist kein {0}.', [problem.why]: 'Darum.', [problem.fix]: 'So.' });
  expect(sentences(problem)).toBe('Hier ist kein git. Darum. So.');
  expect(JSON.parse(JSON.stringify(problem))).toEqual({ ...problem, message: 'No git here.' });
});

test('words that are none are left out', () => {
  expect(readOptions({ words: { a: 'b', c: 1, d: { message: 'e' } } })).toEqual({ words: { a: 'b' } });
  for (const words of ['a', ['a'], null]) expect(readOptions({ words })).toEqual({});
});
