import type { FactChange } from '../model/fact.ts';
import { listWords } from '../text/prose.ts';
import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';

/** Who can start it, from fewest to most; as the trigger's fact says. */
const STARTERS = ['by hand', 'by time', 'by writers', 'by pull requests', 'by anybody', 'by anybody, with secrets'];

/** A workflow that others than before can start. */
export const triggerWidened = defineDetector({
  id: 'trigger-widened',
  facet: 'workflow',
  why: 'Whoever can start it decides when its steps run, with the secrets and the token that it has.',
  fix: 'Start it by the narrowest event, and keep what outsiders can start away from secrets and from a token that writes.',
  tags: ['CWE-862', 'CICD-SEC-4'],
  *detect(delta) {
    const before = new Map<string, number>();
    for (const row of delta.of('workflow.trigger', 'unchanged', 'removed', 'widened', 'narrowed', 'redirected')) {
      const { path } = row.fact.provenance;
      const rank = rankOf({ ...row, fact: row.before ?? row.fact });
      before.set(path, Math.max(before.get(path) ?? -1, rank));
    }
    const rows = delta.of('workflow.trigger', 'added', 'widened').filter((row) => {
      const rank = rankOf(row);
      const known = before.get(row.fact.provenance.path);
      // A new workflow is started by somebody: only what anybody can start is told.
      return rank >= 4
        ? known === undefined || rank > known || row.change === 'added'
        : known !== undefined && rank > known;
    });
    for (const [row, ...also] of groupRows(
      rows,
      ({ fact }) => `${fact.provenance.path} ${fact.detail?.accessLevel ?? ''}`,
    )) {
      const isStarter = row.fact.resource.kind === 'starter';
      const events = listWords([row, ...also].map(({ fact }) => (isStarter ? fact.resource.value! : fact.action)));
      const what = isStarter ? row.fact.subject.symbol : 'the workflow';
      yield {
        change: row,
        also,
        message: `${events} ${also.length === 0 ? 'starts' : 'start'} ${what}${isStarter ? starterWords(row) : wordsOf(row)}.`,
      };
    }
  },
});

function rankOf({ fact }: FactChange): number {
  return STARTERS.indexOf(fact.detail?.accessLevel ?? '');
}

function starterWords({ fact }: FactChange): string {
  const how = fact.detail?.decision?.basis;
  if (how?.startsWith('whoever ') === true) return `: ${how} can`;
  const who = fact.detail?.accessLevel === 'by anybody' ? ': anybody can' : '';
  return `${who}${how === undefined ? '' : `, ${how}`}`;
}

function wordsOf(row: FactChange): string {
  const words: Readonly<Record<string, string>> = {
    'by pull requests': ', whoever opens the pull request',
    'by anybody': ': anybody can, and it runs with what the repository has',
    'by anybody, with secrets': ': it runs with secrets and a token that may write, for pull requests of anybody',
  };
  return words[row.fact.detail?.accessLevel ?? ''] ?? '';
}
