import type { Finding } from '../core/model/finding.ts';
import { printAsked } from '../core/model/obligation.ts';
import { reasonCodes } from '../core/model/review.ts';
import { UsageError } from './define.ts';

export interface GivenAnswer {
  /** A reason code, or `acknowledge`. */
  readonly reason: string;
  readonly words: string;
}

const shortestPrint = 6;

/**
 * Answers given when the program was called, `FINGERPRINT REASON WORDS` each: one for each finding, and none for two. By
 * fingerprint.
 *
 * @throws UsageError when one cannot be understood, or names no finding or several
 */
export function readAnswers(given: readonly string[], findings: readonly Finding[]): ReadonlyMap<string, GivenAnswer> {
  const answers = new Map<string, GivenAnswer>();
  for (const text of given) {
    const [, print = '', reason = '', words = ''] = /^(\S+)\s+(\S+)\s*([^]*)$/u.exec(text.trim()) ?? [];
    const named = findings.filter(({ fingerprint }) => print.length >= shortestPrint && fingerprint.startsWith(print));
    const [finding] = named;
    if (finding === undefined || named.length > 1 || answers.has(finding.fingerprint))
      throw wrong(
        text,
        `"${print}" names ${finding === undefined ? 'no finding' : 'more than one finding, or one that was named before'}.`,
      );
    if (reason !== 'acknowledge' && !reasonCodes.some((code) => code === reason))
      throw wrong(text, `"${reason}" is no reason; they are ${reasonCodes.join(', ')}.`);
    if (reason === 'acknowledge' && finding.obligation.kind !== 'acknowledge')
      throw wrong(text, `The policy asks for more: ${printAsked(finding)}.`);
    if ((reason === 'acknowledge') !== (words === ''))
      throw wrong(text, 'A reason needs words, and "acknowledge" has none.');
    answers.set(finding.fingerprint, { reason, words });
  }
  return answers;
}

function wrong(text: string, why: string): UsageError {
  return new UsageError(
    `--answer "${text.slice(0, 80)}" cannot be used.`,
    why,
    'Give "FINGERPRINT acknowledge", or "FINGERPRINT REASON WORDS", as "review" shows fingerprints; once for each finding.',
  );
}
