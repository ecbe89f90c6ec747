import { expect, test } from 'vitest';
import { commandsIn } from '../../../server/src/core/facts/shell-text.ts';

const wordsOf = (text: string): readonly string[] => commandsIn(text).map(({ words }) => words.join(' '));

test('commands end at separators and line ends, and go on behind a backslash', () => {
  expect(wordsOf('a b; c | d && e\nf \\\n  g &')).toEqual(['a b', 'c', 'd', 'e', 'f g']);
});

test('quotes keep words together, comments are none, and what a variable holds is not known', () => {
  expect(wordsOf(`a "b c" 'd $e' # f\n# g\nh "$i" $j/k \${l} \${{ inputs.m }}`)).toEqual(['a b c d $e', 'h * */k * *']);
});

test('commands inside of commands, heredocs, redirections, and words in front', () => {
  expect(wordsOf('A=$(b c) d')).toEqual(['b c', 'd']);
  expect(wordsOf('a "x $(b "$(c)") y" z')).toEqual(['c', 'b *', 'a x * y z']);
  expect(wordsOf("a <<'END' | b\nrm x\nEND\nc")).toEqual(['a', 'b', 'c']);
  expect(wordsOf('a > out 2>&1 < in b')).toEqual(['a b']);
  expect(wordsOf('if a; then b; fi')).toEqual(['a', 'b', 'fi']);
});

test('a scalar that is quoted as a whole, and offsets', () => {
  const text = '"a b && c d"';
  expect(commandsIn(text).map(({ start, end }) => text.slice(start, end))).toEqual(['a b', 'c d']);
});

test('text without end takes no time: open quotes, heredocs, commands and braces', () => {
  for (const piece of ['$(', '"', '${', '<<A\n', 'a $(b) ', '`', '\\', '${{ '])
    expect(commandsIn(piece.repeat(20_000)).length).toBeLessThan(50_000);
});
