import type { Coverage, CoveredChange } from './coverage.ts';
import { defineRecordExport, type RecordsInput } from './define.ts';
import { toEntry, type Entry, type HunkEntry } from './entry.ts';
import type { FindingEntry } from './finding-entry.ts';
import type { Part, Row } from './row.ts';
import { escapeHtml as text } from './escape-html.ts';
import { CLOSE_PAGE, openPage } from './html-page.ts';
import { limitsOf } from './limits.ts';
import { count } from './count.ts';
import { overviewOf, type Overview, type Person } from './overview.ts';
import { standingOf } from './standing.ts';
import { nameOfChain, verdictOf } from './verdict.ts';

/**
 * One page that an auditor reads, without script, network or us: who, what, why, findings, whether the chain is whole, which commits
 * have records, and what none of it proves.
 */
export const recordsHtml = defineRecordExport({
  id: 'html',
  title: 'HTML report',
  mediaType: 'text/html',
  extension: 'html',
  carries: 'narrowed',
  *write(input) {
    const { chains, coverage } = input;
    const overview = overviewOf(input);
    const standing = standingOf(input);
    yield openPage('Records of reviewed edits');
    yield writeTop(input, overview);
    yield `<main id="main">\n${writeState(input)}${writeFigures(overview, coverage)}`;
    yield writePeople(overview.people);
    yield writeOrigins(overview);
    if (coverage !== undefined) yield* writeCoverage(coverage);
    yield `<section aria-labelledby="limits"><h2 id="limits">What these records do not prove</h2>\n<ul class="limits">\n${limitsOf(
      input,
    )
      .map((limit) => `<li>${text(limit)}</li>\n`)
      .join('')}</ul></section>\n`;
    yield '<section aria-labelledby="records"><h2 id="records">Records</h2>\n';
    if (overview.count === 0) yield '<p>There are none.</p>\n';
    for (const chain of chains) {
      if (chains.length > 1)
        yield `<p class="ledger">Ledger <code>${text(nameOfChain(chain))}</code>, from ${text(chain.report.source)}</p>\n`;
      for (const record of chain.records) yield writeEntry(toEntry(record, chain, standing));
    }
    yield `</section>\n</main>\n<footer><p>Written by Countersign ${text(input.tool.version)}${input.at === undefined ? '' : ` at ${time(input.at)}`}. This page loads nothing and runs nothing.</p></footer>\n${CLOSE_PAGE}`;
  },
});

function writeTop({ scope, coverage }: RecordsInput, { count: number, first, last }: Overview): string {
  const span = first === null || last === null ? '' : `, from ${time(first)} to ${time(last)}`;
  const links = [
    ['people', 'Who decided'],
    ['origins', 'Who made the edits'],
    ...(coverage === undefined ? [] : [['coverage', 'Coverage']]),
    ['limits', 'What it does not prove'],
    ['records', 'Records'],
  ];
  return `<a class="skip" href="#main">Skip to the report</a>
<header>
<h1>Records of reviewed edits</h1>
<p class="soft">${count(number, 'record')}${span}: ${text(scope)}.</p>
<nav aria-label="Contents"><p>${links.map(([id = '', name = '']) => `<a href="#${id}">${name}</a>`).join(' · ')}</p></nav>
</header>
`;
}

function writeState(input: RecordsInput): string {
  const { isSound, title, lines } = verdictOf(input);
  const rows = lines.map((line) => `<li>${text(line.trim())}</li>\n`).join('');
  return `<div class="state${isSound ? '' : ' bad'}" role="note"><p>${text(title)}</p><p>${text(input.checking)}</p>\n<ul>\n${rows}</ul></div>\n`;
}

function writeFigures({ outcomes, findings, hunks, kinds }: Overview, coverage: Coverage | undefined): string {
  const of = (counts: ReadonlyMap<string, number>, key: string): number => counts.get(key) ?? 0;
  const figures: readonly (readonly [number, string, boolean?])[] = [
    [of(outcomes, 'accepted') + of(outcomes, 'amended'), 'accepted'],
    [of(outcomes, 'rejected'), 'rejected'],
    ...(of(outcomes, 'submitted') > 0 ? [[of(outcomes, 'submitted'), 'put up for approval'] as const] : []),
    ...(of(outcomes, 'undone') > 0 ? [[of(outcomes, 'undone'), 'taken back'] as const] : []),
    [findings.total, 'findings'],
    [findings.answered, 'answered'],
    [findings.open, 'asked, not answered', findings.open > 0],
    [hunks.notJudged, 'hunks not judged', hunks.notJudged > 0],
    [of(kinds, 'approval'), 'approvals'],
    ...(of(kinds, 'bypass') > 0 ? [[of(kinds, 'bypass'), 'bypasses', true] as const] : []),
    ...(coverage === undefined
      ? []
      : [[coverage.counts.none, 'changes not accounted for', coverage.counts.none > 0] as const]),
  ];
  const items = figures.map(
    ([number, name, isLoud = false]) =>
      `<li${isLoud ? ' class="loud"' : ''}><b>${number}</b><span>${name}</span></li>\n`,
  );
  return `<ul class="figures">\n${items.join('')}</ul>\n`;
}

function writePeople(people: readonly Person[]): string {
  const rows = people.map(({ name, email, key, basis, signedBy, acts }) => {
    const did = [...acts].map(([act, number]) => `${number} ${text(act)}`).join(', ');
    const mail = email === null || email === name ? '' : `<br><span class="soft">${text(email)}</span>`;
    const known = basis === 'signed' ? 'signed' : '<span class="warn">claimed</span>';
    const shown = signedBy ?? (key === null ? null : `${key}, of which no signature counts`);
    const by = shown === null ? '' : `<br><code>${text(shown)}</code>`;
    return `<tr><td>${text(name)}${mail}</td><td>${known}${by}</td><td>${did}</td></tr>\n`;
  });
  if (rows.length === 0) return '';
  return `<section aria-labelledby="people"><h2 id="people">Who decided</h2>\n<div class="wide" role="group" aria-labelledby="people" tabindex="0"><table><thead><tr><th scope="col">Person</th><th scope="col">Known by</th><th scope="col">What they did</th></tr></thead>\n<tbody>\n${rows.join('')}</tbody></table></div></section>\n`;
}

function writeOrigins({ origins }: Overview): string {
  if (origins.size === 0) return '';
  const rows = [...origins].map(([origin, number]) => `<tr><td>${text(origin)}</td><td>${number}</td></tr>\n`);
  return `<section aria-labelledby="origins"><h2 id="origins">Who made the edits</h2>\n<div class="wide" role="group" aria-labelledby="origins" tabindex="0"><table><thead><tr><th scope="col">As claimed</th><th scope="col">Decisions</th></tr></thead>\n<tbody>\n${rows.join('')}</tbody></table></div></section>\n`;
}

function* writeCoverage({ range, commits, counts, words }: Coverage): Iterable<string> {
  yield `<section aria-labelledby="coverage"><h2 id="coverage">Coverage of ${text(range)}</h2>
<p>${text(words)} ${count(counts.content, 'change')} with records of exactly this content, ${counts.bound} bound to records by their patch, ${counts.hunks} decided hunk by hunk, <span${counts.none > 0 ? ' class="missing"' : ''}>${counts.none} not accounted for</span>.</p>
<div class="wide" role="group" aria-labelledby="coverage" tabindex="0"><table><thead><tr><th scope="col">Commit</th><th scope="col">Path</th><th scope="col">Record</th></tr></thead>
<tbody>
`;
  for (const { commit, at, changes } of commits) {
    const head = `<th scope="row"><code>${text(commit.slice(0, 12))}</code><br><span class="soft">${text(at.slice(0, 10))}</span></th>`;
    const rows = changes ?? [];
    if (rows.length === 0)
      yield `<tr>${head}<td class="soft" colspan="2">${changes === null ? 'A merge: what it brings is in its parents.' : 'Changes nothing.'}</td></tr>\n`;
    for (const [index, change] of rows.entries())
      yield `<tr>${index === 0 ? head : '<td></td>'}<td><code>${text(change.path)}</code></td><td>${writeAccount(change)}</td></tr>\n`;
  }
  yield '</tbody></table></div></section>\n';
}

function writeAccount({ account, places }: CoveredChange): string {
  const links = places.map(({ seq, hash }) => `<a href="#${anchorOf(hash)}">No. ${seq}</a>`).join(', ');
  const missing =
    account === 'none' ? `<span class="missing">${places.length === 0 ? 'no record' : 'not all of it'}</span> ` : '';
  return `${missing}${account === 'bound' ? 'bound by its patch: ' : ''}${links}`;
}

/** Numbers are there once in each ledger. */
function anchorOf(hash: string): string {
  return `record-${text(hash.slice(0, 16))}`;
}

function writeEntry({ seq, title, tone, at, rows, hunks, hash }: Entry): string {
  const id = anchorOf(hash);
  return `<article class="record ${tone}" id="${id}" aria-labelledby="title-${id}">
<header><h3 id="title-${id}">No. ${seq}: ${text(title)}</h3>${time(at)}</header>
<div class="body">${writeRows(rows)}${hunks.map(writeHunk).join('')}</div>
</article>
`;
}

function writeRows(rows: readonly Row[]): string {
  return `<dl>\n${rows.map(({ name, value }) => `<dt>${text(name)}</dt><dd>${writeParts(value)}</dd>\n`).join('')}</dl>\n`;
}

function writeParts(parts: readonly Part[]): string {
  return parts.map((part) => (typeof part === 'string' ? text(part) : `<code>${text(part.code)}</code>`)).join('');
}

function writeHunk({ path, span, blobs, judged, findings }: HunkEntry): string {
  const state = judged
    ? findings.length === 0
      ? '<p>No findings.</p>'
      : ''
    : '<p class="warn">Not judged: nothing, or not everything, was analysed.</p>';
  return `<section class="hunk"><h4><code>${text(path)}</code>, ${text(span)}</h4>
<p class="soft">Blobs <code>${text(blobs[0])}</code> to <code>${text(blobs[1])}</code>.</p>${state}
${findings.map(writeFinding).join('')}</section>
`;
}

function writeFinding({ message, asked, tags, answer, state, rows }: FindingEntry): string {
  const tagged = tags.map((tag) => ` <span class="tag">${text(tag)}</span>`).join('');
  return `<div class="finding is-${state}"><p class="message">${text(message)}</p>
<p class="asked">Asked for: ${text(asked)}.${tagged}</p>
<p${state === 'open' ? ' class="open-note"' : ''}>${text(answer)}</p>
<details><summary>Evidence</summary>${writeRows(rows)}</details></div>
`;
}

function time(at: string): string {
  return `<time datetime="${text(at)}">${text(at.replace('T', ' ').replace(/(?:\.\d+)?Z$/u, ' UTC'))}</time>`;
}
