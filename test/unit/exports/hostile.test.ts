import { describe, expect, test } from 'vitest';
import { recordFormats } from '../../../server/src/core/export.ts';
import { HOSTILE, hostile } from './hostile-records.ts';
import { inputOf } from './realistic.ts';
import { linesOf, written } from './written.ts';

describe('text of others', () => {
  test.each(recordFormats.map(({ id }) => id))('in %s leaves no raw control character', (id) => {
    const text = written(id, inputOf(hostile));
    // oxlint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/u);
  });

  test.each(['html', 'markdown', 'csv'])('in %s leaves nothing that hides or turns text around', (id) => {
    expect(written(id, inputOf(hostile))).not.toMatch(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u);
  });

  test('becomes no element and no attribute of HTML', () => {
    const html = written('html', inputOf(hostile));
    const tags = new Set([...html.matchAll(/<\/?([a-z!][\w-]*)/giu)].map(([, name]) => name));
    const ours =
      '!doctype a article b body br code dd details div dl dt footer h1 h2 h3 h4 head header html li main meta nav p section span style summary table tbody td th thead time title tr ul';
    expect([...tags].filter((name) => !ours.split(' ').includes(name ?? ''))).toEqual([]);
    expect(html).not.toMatch(/<[^>]*\son\w+=/iu);
    expect(html).not.toMatch(/(?:href|src)="(?!#)/iu);
  });

  test('becomes no formula of a spreadsheet, and no row', () => {
    const csv = written('csv', inputOf(hostile));
    const rows = parseCsv(csv);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([rows[0]?.length]));
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/u);
    expect(rows.flat()).toContain('\'=HYPERLINK("http://evil.example","click")');
  });

  test('becomes no line of a form of lines', () => {
    for (const id of ['ndjson', 'in-toto', 'ocsf', 'otlp', 'agent-trace'])
      expect(() => linesOf(written(id, inputOf(hostile)))).not.toThrow();
  });

  test('is in the JSON forms as it was', () => {
    const { records } = JSON.parse(written('json', inputOf(hostile))) as { records: readonly { message?: string }[] };
    expect(records.flatMap(({ message }) => message ?? [])).toEqual([...HOSTILE]);
  });
});

/** RFC 4180, as strictly as a reader can be. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at += 1; ; at += 1) {
        if (text[at] !== '"') cell += text[at] ?? '';
        else if (text[at + 1] === '"') {
          cell += '"';
          at += 1;
        } else break;
        if (at >= text.length) throw new Error('a quote is not closed');
      }
      at += 1;
    } else for (; at < text.length && !/[,\r\n"]/u.test(text[at] ?? ''); at += 1) cell += text[at] ?? '';
    row.push(cell);
    if (text[at] === ',') {
      at += 1;
      continue;
    }
    if (text.slice(at, at + 2) !== '\r\n') throw new Error(`no end of a row at ${at}`);
    rows.push(row);
    row = [];
    at += 2;
  }
  return rows;
}
