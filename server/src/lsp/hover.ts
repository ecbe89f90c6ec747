import * as l10n from '@vscode/l10n';
import { MarkupKind, type Hover } from 'vscode-languageserver/node';
import type { Position } from '../core/model/text.ts';
import { clientCommand, type BeforeArguments, type HunkArguments } from '../protocol/messages.ts';
import type { FindingView, PlaceView } from '../protocol/view.ts';
import type { ClientFeatures } from './client-features.ts';
import { isOpen, type FileReview, type ReviewedFinding, type ReviewedHunk } from './file-review.ts';
import { codeSpan, commandLink, escapeMarkdown, link, prose } from './markdown.ts';
import { translated } from './reader-words.ts';
import { obligationWords, ruleWords, sentence } from './words.ts';

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
    client.readsMarkdown ? toMarkdown(hunk, finding.view, toUri, client, under.length > 0) : toPlainText(finding.view),
  );
  return {
    contents: {
      kind: client.readsMarkdown ? MarkupKind.Markdown : MarkupKind.PlainText,
      value: parts.join('\n\n---\n\n'),
    },
    ...(under.length > 0 && { range: first.finding.range }),
  };
}

/**
 * What is asked and the ways to act stand before the evidence: a hover shows its first lines only. VS Code draws the Problem
 * of an open finding above it, with sentence and obligation; saying both again would push the evidence out of sight.
 */
function toMarkdown(
  hunk: ReviewedHunk,
  finding: FindingView,
  toUri: (path: string) => string,
  client: ClientFeatures,
  isUnder: boolean,
): string {
  const isBesideProblem = isUnder && isOpen(finding) && client.commands.has(clientCommand.openReview);
  const kind = `${escapeMarkdown(translated(finding.change))} · ${escapeMarkdown(translated(finding.facet))}`;
  const links = toLinks(hunk, client);
  const asked = [...(isBesideProblem ? [kind] : [`${escapeMarkdown(obligationWords(finding))}.`]), ...links];
  return [
    ...(isBesideProblem ? [] : [kind, `**${escapeMarkdown(finding.message)}**`]),
    asked.join(' \u00a0 '),
    toRows(finding, (place) => toPlaceRow(place, hunk.changeSet.id, toUri, client))
      .flatMap(([name, values]) =>
        values.map((value, index) => (index === 0 ? `*${escapeMarkdown(name)}* ${value}  ` : `${value}  `)),
      )
      .join('\n'),
  ].join('\n\n');
}

function toLinks({ changeSet, view }: ReviewedHunk, { commands }: ClientFeatures): readonly string[] {
  const named: HunkArguments = { changeSet: changeSet.id, hunk: view.id };
  const offered = [
    [l10n.t('Review in panel'), clientCommand.openReview],
    [l10n.t('Open diff'), clientCommand.openDiff],
  ] as const;
  return offered.filter(([, name]) => commands.has(name)).map(([title, name]) => commandLink(title, name, named));
}

/** The rows of a card in the panel, in its order and by its names. */
function toRows(
  { comparison, impact, evidence, why, unknown, setBy, fix, chain }: FindingView,
  toPlace: (place: PlaceView) => string,
): readonly (readonly [string, readonly string[]])[] {
  const sides = comparison ?? { before: '', after: '' };
  const rows: readonly (readonly [string, readonly string[]])[] = [
    [l10n.t('before'), [codeSpan(sides.before)]],
    [l10n.t('after'), [codeSpan(sides.after)]],
    [l10n.t('why'), [prose(impact)]],
    [
      l10n.t('path'),
      (chain?.steps ?? []).map(
        ({ place, words }, index) => `${index + 1}\\. ${toPlace({ ...place, text: '' })} ${prose(words)}`,
      ),
    ],
    [
      l10n.t('evidence'),
      [...(chain === null ? evidence.map(toPlace) : []), ...why.map((line) => prose(sentence(line)))],
    ],
    [l10n.t('unknown'), unknown.map(prose)],
    [l10n.t('set by'), [escapeMarkdown(ruleWords(setBy))]],
    [l10n.t('fix'), [prose(fix)]],
  ];
  return rows.map(([name, values]) => [name, values.filter((value) => value !== '')] as const);
}

function toPlainText(finding: FindingView): string {
  return [
    `${translated(finding.change)}, ${translated(finding.facet)}: ${finding.message}`,
    finding.impact,
    ...finding.why.map(sentence),
    ...finding.unknown,
    ...(finding.chain === null
      ? finding.evidence.map(({ path, line, text }) => `${path}:${line}  ${text}`)
      : finding.chain.steps.map(
          ({ place: { path, line }, words }, index) => `${index + 1}. ${path}:${line}  ${words}`,
        )),
    l10n.t`Set by ${ruleWords(finding.setBy)}.`,
    finding.fix,
    `${obligationWords(finding)}.`,
  ].join('\n');
}

/** A place on the earlier side has no file to link to; a client that has the command opens the earlier text. */
function toPlaceRow(
  { path, line, side, text, isWords }: PlaceView,
  changeSet: string,
  toUri: (path: string) => string,
  { commands }: ClientFeatures,
): string {
  const name = `${path.slice(path.lastIndexOf('/') + 1)}:${line}`;
  const said = isWords === true ? escapeMarkdown(text) : codeSpan(text);
  if (side === 'after') return `${link(name, `${toUri(path)}#L${line}`)} ${said}`;
  const named: BeforeArguments = { changeSet, path, line };
  const place = commands.has(clientCommand.openBefore)
    ? commandLink(l10n.t`${name} before`, clientCommand.openBefore, named)
    : escapeMarkdown(l10n.t`${name} (before)`);
  return `${place} ${said}`;
}

function touchesLine({ range }: ReviewedFinding, line: number): boolean {
  return range.start.line <= line && line <= range.end.line;
}

function contains({ range: { start, end } }: ReviewedFinding, { line, character }: Position): boolean {
  const isAfterStart = line > start.line || (line === start.line && character >= start.character);
  return isAfterStart && (line < end.line || (line === end.line && character <= end.character));
}
