import type { FactChange } from '../model/fact.ts';
import { listWords } from '../text/prose.ts';
import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';

/** Text that others write becomes part of a command or script before it runs. */
export const untrustedInterpolation = defineDetector({
  id: 'untrusted-interpolation',
  facet: 'workflow',
  why: 'The text is put in before the shell reads the command: whoever writes it writes the command.',
  fix: 'Hand it over as an environment variable, and quote that: env: TITLE: ${{ … }}, run: echo "$TITLE".',
  tags: ['CWE-94', 'CICD-SEC-4'],
  *detect(delta) {
    const rows = delta
      .of('workflow.step', 'added', 'weakened', 'redirected')
      .filter(({ fact }) => fact.action === 'interpolate' && isTold(fact.qualifiers?.['source']));
    const keyOf = ({ fact }: FactChange): string =>
      `${fact.provenance.path} ${fact.subject.symbol} ${fact.qualifiers?.['source'] ?? ''} ${fact.provenance.evidence[1]?.range.start.line ?? ''}`;
    for (const [row, ...also] of groupRows(rows, keyOf)) {
      const texts = listWords([row, ...also].map(({ fact }) => fact.resource.value ?? fact.resource.norm));
      const who = WRITERS[row.fact.qualifiers?.['source'] ?? ''] ?? 'which its caller gives';
      yield {
        change: row,
        also,
        message: `${texts}, ${who}, ${also.length === 0 ? 'becomes' : 'become'} part of ${row.fact.detail?.sink?.replace(/^the /, 'a ') ?? 'a command'} of ${row.fact.subject.symbol}.`,
      };
    }
  },
});

const WRITERS: Readonly<Record<string, string>> = {
  outsider: 'which outsiders write',
  input: 'which its caller gives',
  dispatch: 'which whoever starts it gives',
  output: 'which an earlier step makes',
};

/** What the platform forms is no surprise. */
function isTold(source: string | undefined): boolean {
  return source !== undefined && Object.hasOwn(WRITERS, source);
}
