import type { SyntaxNode } from '../model/syntax.ts';
import type { Reading, Site } from './define.ts';
import { type ResponseHeader, responseHeaders } from './response-headers.ts';
import { browserRows, framePolicy } from './settings/browser-rows.ts';
import { framesOf } from './settings/content-policy.ts';
import { plainName } from './settings/given.ts';
import { rowsByName, toSettingSite } from './settings/read.ts';

const byName = rowsByName(browserRows);

/** Headers of answers that tell browsers what to hold back. */
export function* headersSet(reading: Reading): Generator<Site> {
  for (const header of responseHeaders(reading)) yield* headerSites(reading, header);
}

export function* headerSites(reading: Reading, { name, value, node, given }: ResponseHeader): Generator<Site> {
  for (const row of byName.get(plainName(name)) ?? []) {
    const meaning = row.means(value, given, reading);
    if (meaning !== null) yield toSettingSite(reading, row, { node }, meaning);
  }
  yield* framesSaid(reading, node, name, value);
}

/** A policy of content may say who shows the page in a frame, too. */
function* framesSaid(
  reading: Reading,
  node: SyntaxNode,
  name: string,
  value: ResponseHeader['value'],
): Generator<Site> {
  const frames = value.kind === 'text' && plainName(name) === 'contentsecuritypolicy' ? framesOf(value.text) : null;
  if (frames !== null) yield toSettingSite(reading, framePolicy, { node }, frames);
}
