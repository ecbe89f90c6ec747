import type { Obligation } from '../../model/policy.ts';
import { hashParts } from '../../text/hash.ts';
import { defineGateFormat, type GateReport } from './define.ts';

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: 'info' | 'minor' | 'major' | 'critical' | 'blocker';
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

/** A code quality report. @see https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
export const gitlab = defineGateFormat({
  id: 'gitlab',
  write: (report) => `${JSON.stringify(toIssues(report), null, 2)}\n`,
});

const severities: Readonly<Record<Obligation['kind'], Issue['severity']>> = {
  none: 'info',
  acknowledge: 'minor',
  explain: 'major',
  approve: 'critical',
  block: 'blocker',
};

function toIssues({ verdict, findings, unjudged }: GateReport): readonly Issue[] {
  return [
    ...findings.flatMap(({ finding, line, words }): readonly Issue[] =>
      words === null
        ? []
        : [
            {
              description: `${finding.message} ${words.what} Who: ${words.who}. How: ${words.how}`,
              check_name: finding.detectorId,
              fingerprint: finding.fingerprint,
              severity: severities[finding.obligation.kind],
              location: { path: finding.path, lines: { begin: line + 1 } },
            },
          ],
    ),
    ...unjudged.flatMap(({ path, message, words }) =>
      words === null ? [] : [toBlind(path, `${message} ${words.what} How: ${words.how}`)],
    ),
    ...verdict.failures.map(({ path, message }) => toBlind(path === '' ? '.' : path, message)),
  ];
}

function toBlind(path: string, description: string): Issue {
  return {
    description,
    check_name: 'not-judged',
    fingerprint: hashParts(['not-judged', path, description]),
    severity: 'critical',
    location: { path, lines: { begin: 1 } },
  };
}
