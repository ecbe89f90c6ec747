import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readableYaml } from '../../../server/src/core/languages/helm-text.ts';

const lines = (...each: readonly string[]): string => each.join('\n');

test('a word stands where an action gives a value, blanks where it has lines to itself', () => {
  const template = lines(
    '{{- if .Values.on }}{{/* "one" }} */}}',
    'name: {{ .Values.name | quote }}-web',
    'labels:',
    '  {{- include "labels" (dict',
    '    "root" .) | nindent 2 }}',
    'args: [{{ "}}" }}, b]',
    '{{- end }}',
  );
  expect(readableYaml(template)).toBe(
    lines(
      ' '.repeat(38),
      'name: ___.Values.name___quote___-web',
      'labels:',
      ' '.repeat(28),
      ' '.repeat(28),
      'args: [__________, b]',
      ' '.repeat(10),
    ),
  );
});

test.each([
  ['YAML without actions', 'a: {b: {c: 1}}'],
  ['expressions of GitHub Actions', 'run: echo ${{ github.sha }}'],
  ['quoted braces, as of Ansible and Argo', 'name: "{{ inventory_hostname }}"'],
  ['a comment', '# {{ .Values.name }}'],
])('%s is no template', (_what, text) => {
  expect(readableYaml(text)).toBeNull();
});

test('what does not end is left as it is', () => {
  const text = 'a: {{ .b }}\nc: {{ "d }}\ne: {{ .f }}\n';
  expect(readableYaml(text)).toBe('a: ___.b___\nc: {{ "d }}\ne: {{ .f }}\n');
});

test('every line keeps its length, whatever stands in it', () => {
  const piece = fc.constantFrom(
    '{{',
    '}}',
    '{{-',
    '/*',
    '*/',
    '"',
    '`',
    '\\',
    '\n',
    ' ',
    '$',
    'a: ',
    "'",
    '#',
    '€',
    '𝒳',
  );
  const lengths = (text: string): readonly number[] => text.split('\n').map(({ length }) => length);
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      expect(lengths(readableYaml(text) ?? text)).toEqual(lengths(text));
    }),
    { numRuns: 2_000 },
  );
});
