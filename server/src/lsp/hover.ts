import { MarkupKind, type Hover } from 'vscode-languageserver/node';
import type { Position } from '../core/model/text.ts';
import { clientCommand, type BeforeArguments, type HunkArguments } from '../protocol/messages.ts';
import type { FindingView, PlaceView } from '../protocol/view.ts';
import type { ClientFeatures } from './client-features.ts';
import type { FileReview, ReviewedFinding, ReviewedHunk } from './file-review.ts';
import { codeSpan, commandLink, escapeMarkdown, link } from './markdown.ts';
import { obligationWords } from './words.ts';

/** The findings on the line of the position: those under it first, all of the line's otherwise. Null when there is none. */
export function toHover(
  review: FileReview,
  position: Position,
  toUri: (path: string) => string,
  client: ClientFeatures,
): Hover | null {
  const onLine = review.hunks.flatMap((hunk) =>
    hunk.findings.filter((finding) => touchesLine(finding, position.line)).map((finding) => ({ hunk, finding })),
  );
  const under = onLine.filter(({ finding }) => contains(finding, position));
  const shown = under.length > 0 ? under : onLine;
  const [first] = shown;
  if (!first) return null;
  const parts = shown.map(({ hunk, finding }) =>
    client.readsMarkdown ? toMarkdown(hunk, finding.view, toUri, client) : toPlainText(finding.view),
  );
  return {
    contents: {
      kind: client.readsMarkdown ? MarkupKind.Markdown : MarkupKind.PlainText,
      value: parts.join('\n\n---\n\n'),
    },
    ...(under.length > 0 && { range: first.finding.range }),
  };
}

function toMarkdown(
  hunk: ReviewedHunk,
  finding: FindingView,
  toUri: (path: string) => string,
  client: ClientFeatures,
): string {
  const rows: readonly (readonly [string, string])[] = [
    ...(finding.comparison
      ? ([
          ['before', codeSpan(finding.comparison.before)],
          ['after', codeSpan(finding.comparison.after)],
        ] as const)
      : []),
    ['why', escapeMarkdown(finding.impact)],
    ...finding.why.map((text) => ['known by', escapeMarkdown(text)] as const),
    ...finding.unknown.map((text) => ['unknown', escapeMarkdown(text)] as const),
    ...finding.evidence.map((place) => ['evidence', placeWords(place, hunk.changeSet.id, toUri, client)] as const),
    [
      'set by',
      `${escapeMarkdown(finding.setBy.rule)}, ${escapeMarkdown(finding.setBy.layer)}, ${escapeMarkdown(finding.setBy.source)}`,
    ],
    ['fix', escapeMarkdown(finding.fix)],
  ];
  const named: HunkArguments = { changeSet: hunk.changeSet.id, hunk: hunk.view.id };
  const links = [
    ...(client.commands.has(clientCommand.openReview)
      ? [commandLink('Review in panel', clientCommand.openReview, named)]
      : []),
    ...(client.commands.has(clientCommand.openDiff) ? [commandLink('Open diff', clientCommand.openDiff, named)] : []),
  ];
  return [
    `${escapeMarkdown(finding.change)} · ${escapeMarkdown(finding.facet)} · Countersign`,
    `**${escapeMarkdown(finding.message)}**`,
    rows
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `*${name}* ${value}  `)
      .join('\n'),
    `${escapeMarkdown(obligationWords(finding))}.`,
    ...(links.length > 0 ? [links.join(' \u00a0 ')] : []),
  ].join('\n\n');
}

function toPlainText(finding: FindingView): string {
  return [
    `${finding.change}, ${finding.facet}: ${finding.message}`,
    finding.impact,
    ...finding.why,
    ...finding.unknown,
    ...finding.evidence.map(({ path, line, text }) => `${path}:${line}  ${text}`),
    `Set by ${finding.setBy.rule}, ${finding.setBy.layer}, ${finding.setBy.source}.`,
    finding.fix,
    `${obligationWords(finding)}.`,
  ].join('\n');
}

/** A place on the earlier side has no file to link to; a client that has the command opens the earlier text. */
function placeWords(
  { path, line, side, text }: PlaceView,
  changeSet: string,
  toUri: (path: string) => string,
  { commands }: ClientFeatures,
): string {
  const name = `${path.slice(path.lastIndexOf('/') + 1)}:${line}`;
  if (side === 'after') return `${link(name, `${toUri(path)}#L${line}`)} ${codeSpan(text)}`;
  const named: BeforeArguments = { changeSet, path, line };
  const place = commands.has(clientCommand.openBefore)
    ? commandLink(`${name} before`, clientCommand.openBefore, named)
    : `${escapeMarkdown(name)} \\(before\\)`;
  return `${place} ${codeSpan(text)}`;
}

function touchesLine({ range }: ReviewedFinding, line: number): boolean {
  return range.start.line <= line && line <= range.end.line;
}

function contains({ range: { start, end } }: ReviewedFinding, { line, character }: Position): boolean {
  const isAfterStart = line > start.line || (line === start.line && character >= start.character);
  return isAfterStart && (line < end.line || (line === end.line && character <= end.character));
}
