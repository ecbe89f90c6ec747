import type { Finding } from '../model/finding.ts';
import { printObligation } from '../model/obligation.ts';
import type { ReviewedFile, ReviewResult } from '../model/result.ts';
import type { Range } from '../model/text.ts';
import { defineReviewExport } from './define.ts';
import { SARIF_SCHEMA, sarifLevel, toSarifLocation } from './sarif-common.ts';

/**
 * SARIF 2.1.0. The level says what is asked for, not how bad it is.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export const sarif = defineReviewExport({
  id: 'sarif',
  title: 'SARIF 2.1.0',
  mediaType: 'application/sarif+json',
  write: ({ result, tool }) =>
    `${JSON.stringify(
      {
        $schema: SARIF_SCHEMA,
        version: '2.1.0',
        runs: [
          {
            tool: { driver: { name: 'Countersign', semanticVersion: tool.version, rules: toRules(result.findings) } },
            columnKind: 'utf16CodeUnits',
            invocations: [toInvocation(result)],
            results: result.findings.map((finding) => toResult(finding, result)),
          },
        ],
      },
      null,
      2,
    )}\n`,
});

function ruleIds(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.map((finding) => finding.detectorId))].sort();
}

function toRules(findings: readonly Finding[]): readonly object[] {
  return ruleIds(findings).map((id) => {
    const finding = findings.find((it) => it.detectorId === id);
    return {
      id,
      shortDescription: { text: finding?.impact ?? id },
      help: { text: finding?.fix ?? id },
      properties: { tags: [...(finding?.tags ?? []), ...(finding === undefined ? [] : [finding.facet])] },
    };
  });
}

function toResult(finding: Finding, result: ReviewResult): object {
  const file = result.files.find((it) => it.path === finding.path);
  return {
    ruleId: finding.detectorId,
    ruleIndex: ruleIds(result.findings).indexOf(finding.detectorId),
    level: sarifLevel(finding.obligation.kind),
    message: { text: finding.message },
    locations: [toSarifLocation(finding.path, anchorOf(finding, file))],
    ...(finding.evidence.length === 0
      ? {}
      : {
          relatedLocations: finding.evidence.map(({ path, range, role }, id) => ({
            id,
            message: { text: role },
            ...toSarifLocation(path, path === finding.path && finding.side === 'before' ? null : toRegion(range)),
          })),
        }),
    ...(finding.chain === undefined
      ? {}
      : {
          codeFlows: [
            {
              threadFlows: [
                {
                  locations: finding.chain.steps.map(({ path, range, words }) => ({
                    location: { message: { text: words }, ...toSarifLocation(path, toRegion(range)) },
                  })),
                },
              ],
            },
          ],
        }),
    partialFingerprints: { 'countersign/v1': finding.fingerprint },
    properties: {
      obligation: printObligation(finding.obligation),
      ...(finding.presence === true ? { presence: true } : {}),
      hold: finding.hold,
      change: finding.change,
      kind: finding.kind,
      side: finding.side,
      rule: finding.rule,
      why: finding.why,
      context: finding.context,
    },
  };
}

function toRegion({ start, end }: Range): object {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

/** Viewers show the after-side: what was removed is shown where its hunk is now, as a whole line. */
function anchorOf(finding: Finding, file: ReviewedFile | undefined): object {
  if (finding.side === 'after') return toRegion(finding.range);
  const hunk = file?.hunks.find((it) => it.id === finding.hunk);
  return { startLine: Math.max(1, (hunk?.after.start ?? 0) + (hunk?.after.lines === 0 ? 0 : 1)) };
}

/** What was not judged is part of the answer: a run with failures was not successful. */
function toInvocation({ failures, files }: ReviewResult): object {
  const notJudged = files.flatMap((file) =>
    file.notJudged === undefined ? [] : [{ path: file.path, message: file.notJudged.message }],
  );
  const notifications = [
    ...failures.map(({ path, stage, message }) => ({ level: 'error', path, message: `${stage}: ${message}` })),
    ...notJudged.map(({ path, message }) => ({ level: 'warning', path, message: `not judged: ${message}` })),
  ];
  return {
    executionSuccessful: failures.length === 0,
    ...(notifications.length === 0
      ? {}
      : {
          toolExecutionNotifications: notifications.map(({ level, path, message }) => ({
            level,
            message: { text: message },
            ...(path === '' ? {} : { locations: [toSarifLocation(path, null)] }),
          })),
        }),
  };
}
