import type { SyntaxNode } from '../../model/syntax.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { isAnybodys, shownUnescaped } from '../escaping/engines.ts';
import { isHarmless } from '../escaping/harmless.ts';
import { unescapedIn } from '../escaping/unescaped.ts';
import { allEscaping, escapingRows, valueEscaping } from '../settings/escaping-rows.ts';
import { readSettings, rowsByName, toSettingSite } from '../settings/read.ts';
import { spanOf } from '../span.ts';
import { FILE_SUBJECT } from '../subjects.ts';

const byName = rowsByName(escapingRows);
const MAX_VALUE = 60;

/** Values that pages show as markup instead of as text, in templates and in code, and engines that escape nothing. */
export const pageEscaping = defineExtractor({
  id: 'page-escaping',
  kinds: ['assurance.browser'],
  languages: 'every',
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test || unit.language.id === 'text') return;
    if (unit.tree.written === undefined)
      for (const { start, end, value } of shownUnescaped(unit.path, unit.tree.text))
        if (isAnybodys(value)) yield siteOf(reading, spanOf(unit, start, end), value);
    if (unit.language.isUnread || !unit.language.isCode) return;
    yield* readSettings(reading, byName);
    if (unit.language.id === 'go') yield* ofPackages(reading);
    for (const { call, given } of unescapedIn(reading))
      for (const node of given) if (!isHarmless(reading, node)) yield siteOf(reading, call, unit.textOf(node));
  },
});

function siteOf(reading: Reading, node: SyntaxNode, value: string): Site {
  const shown = value.replace(/`/g, '').replace(/\s+/g, ' ').trim();
  const name = shown.length > MAX_VALUE ? `${shown.slice(0, MAX_VALUE - 1)}…` : shown;
  const title = shown === '' ? 'the escaping of a part of the page' : `the escaping of \`${name}\``;
  const site = toSettingSite(reading, { ...valueEscaping, title }, { node }, 'off');
  return {
    ...site,
    resource: { ...site.resource, norm: `${valueEscaping.id} ${shown.replace(/\s/g, '')}` },
    subject: FILE_SUBJECT,
    why: [
      `\`${name === '' ? reading.unit.textOf(node).slice(0, MAX_VALUE) : name}\` is shown as markup: nothing escapes it.`,
    ],
  };
}

/** Of Go's two packages of templates only one escapes. */
function* ofPackages(reading: Reading): Generator<Site> {
  for (const call of reading.unit.ofKind('call')) {
    const of = /^(html|text)\/template\.(?:New|Parse\w+)$/.exec(reading.resolver.calleeOf(call) ?? '')?.[1];
    if (of !== undefined)
      yield toSettingSite(reading, { ...allEscaping, loose: null }, { node: call }, of === 'html' ? 'on' : 'off');
  }
}
