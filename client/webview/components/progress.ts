import * as l10n from '@vscode/l10n';
import type { ChangeSetView } from '../../../server/src/protocol/view.ts';
import { approvedWords, settledOfWords } from '../../words/progress-words.ts';
import { h, type VElement } from '../dom.ts';
import { count, number } from '../in-language.ts';
import { openOf } from '../queue-order.ts';
import { progressWords } from '../words.ts';

/** Beyond this many findings a segment each would be too thin to count. */
const mostSegments = 24;

/** What is left counts; what is done is filled. */
export function progress(changeSet: ChangeSetView): VElement {
  const { total, settled, withoutFindings, notJudged } = changeSet.progress;
  const spoken = `${spokenProgress(changeSet)} ${count(withoutFindings, l10n.t('1 hunk without findings.'), l10n.t('{0} hunks without findings.'))}`;
  return h('div', { class: 'progress' }, [
    h('p', { class: 'progress-line nums' }, [
      h('b', {}, [progressWords(changeSet)]),
      withoutFindings > 0 && h('span', { class: 'dim' }, [l10n.t`${number(withoutFindings)} without findings`]),
      notJudged > 0 && h('span', { class: 'dim' }, [l10n.t`${number(notJudged)} not judged`]),
    ]),
    total > 0 && (total <= mostSegments ? segments(total, settled, spoken) : bar(total, settled, spoken)),
  ]);
}

function spokenProgress(changeSet: ChangeSetView): string {
  const { total, settled } = changeSet.progress;
  return changeSet.request === null
    ? settledOfWords({ total, open: openOf(changeSet) }, number)
    : approvedWords({ total, approved: settled, left: total - settled }, number);
}

function segments(total: number, settled: number, spoken: string): VElement {
  return h(
    'div',
    { class: 'progress-segments', at: { role: 'img', 'aria-label': spoken } },
    Array.from({ length: total }, (_, index) =>
      h('span', { key: String(index), class: index < settled ? 'segment on' : 'segment' }),
    ),
  );
}

function bar(total: number, settled: number, spoken: string): VElement {
  const width = `${((settled / total) * 100).toFixed(1)}%`;
  return h('div', { class: 'progress-bar', at: { role: 'img', 'aria-label': spoken } }, [
    h('span', { class: 'fill', style: { width } }),
  ]);
}
