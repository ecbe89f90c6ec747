import { describe, expect, it } from 'vitest';
import { xml } from '../../../server/src/core/languages/xml.ts';

function read(text: string): string {
  const tree = xml.readTree!(text);
  if (tree.kind !== 'tree') return tree.reason;
  const pieces = tree.nodes
    .filter(({ kind }) => kind === 'name' || kind === 'string')
    .map(({ role, start, end }) => `${role === 'keyword.value' ? '=' : ''}${text.slice(start, end)}`);
  return `${pieces.join(' ')}${tree.errors.length === 0 ? '' : ' with errors'}`;
}

describe('XML', () => {
  it('is read with the places of its names, values and texts', () => {
    expect(
      read('<?xml version="1.0"?>\r\n<!-- x -->\r\n<a x="1&amp;é😀" y = \'2\'>t <b/> u<![CDATA[<c>]]></a>\r\n'),
    ).toBe('a x =1&amp;é😀 y =2 t b u <c>');
  });

  it('goes on behind what is wrong, as far as it can', () => {
    expect(read('<a><b x="1"></a><')).toBe('a b x =1 with errors');
    expect(read('<a b=c><d e="f"/></a>')).toContain('with errors');
    expect(read('{{ template }}')).toContain('with errors');
    expect(read('')).toContain('with errors');
  });

  it('takes entities for what they are written as, but for those of XML itself', () => {
    expect(xml.readString('&lt;&#65;&#x42;&amp;amp; &own; &#x110000; &#0;')).toBe('<AB&amp; &own; &#x110000; &#0;');
  });

  const laughs = Array.from({ length: 30 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(1_000)}">`).join('');

  it.each([
    ['elements in elements', '<a>'.repeat(100_000), 'too-deep'],
    ['more elements than are read', `<r>${'<a b="c"/>'.repeat(150_000)}</r>`, 'too-large'],
    ['attributes that repeat', `<a ${'b="x" '.repeat(300_000)}/>`, 'too-large'],
    ['two megabytes', ' '.repeat(2_000_001), 'too-large'],
    ['entities in entities', `<!DOCTYPE l [<!ENTITY l0 "ha">${laughs}]><l>&l30;</l>`, 'l &l30; with errors'],
    ['brackets', '<'.repeat(1_000_000), ' with errors'],
    ['entities that nobody declared', `<a>${'&x;'.repeat(300_000)}</a>`, 'a with errors'],
    ['a value that never ends', `<a b="${'x'.repeat(1_000_000)}`, 'a with errors'],
  ])('ends in a value: %s', (_, text, expected) => {
    expect(read(text).slice(0, 60)).toBe(expected);
  });
});
