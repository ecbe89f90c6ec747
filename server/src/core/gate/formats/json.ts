import { GATE_SCHEMA_VERSION } from '../../model/gate.ts';
import { printObligation } from '../../model/obligation.ts';
import { defineGateFormat, type ReportedFinding } from './define.ts';

/** For other programs: `server/schema/gate.schema.json`. */
export const json = defineGateFormat({
  id: 'json',
  write: ({ verdict, findings, unjudged, title, range, sources, tool }) =>
    `${JSON.stringify(
      {
        schemaVersion: GATE_SCHEMA_VERSION,
        outcome: verdict.outcome,
        observed: verdict.isObserved,
        title,
        ...range,
        findings: findings.map(toFinding),
        unjudged: unjudged.map(({ path, message, settled, words }) => ({ path, message, settled, missing: words })),
        ignored: verdict.ignored,
        failures: verdict.failures,
        problems: verdict.problems,
        sources,
        tool,
      },
      null,
      2,
    )}\n`,
});

function toFinding({
  finding,
  line,
  evidenceHash,
  subjectHash,
  settled,
  missing,
  words,
  asked,
  nearest,
}: ReportedFinding): object {
  const { fingerprint, detectorId, facet, kind, change, message, rule, path, side } = finding;
  return {
    fingerprint,
    detectorId,
    facet,
    kind,
    change,
    message,
    obligation: printObligation(finding.obligation),
    ...(finding.presence === true ? { presence: true } : {}),
    rule: { id: rule.id, layer: rule.layer },
    path,
    side,
    line: line + 1,
    evidenceHash,
    subjectHash,
    settled,
    missing: missing === null ? null : { reason: missing, ...words },
    ...(asked.length === 0 ? {} : { roles: asked }),
    ...(nearest === undefined ? {} : { nearest }),
  };
}
