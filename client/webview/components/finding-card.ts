import * as l10n from '@vscode/l10n';
import type { ChangeSetView, FindingView, HunkView } from '../../../server/src/protocol/view.ts';
import { contextWord, facetWord } from '../../words/view-words.ts';
import { h, type VElement } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Dispatch } from '../intent.ts';
import { notJudgedPart } from '../queue-order.ts';
import { findingKey, type Session } from '../session.ts';
import { capital } from '../in-language.ts';
import { withoutFullStop } from '../sentence.ts';
import { chainWords } from '../words.ts';
import { alikePlaces } from './alike.ts';
import { chainPath } from './chain-path.ts';
import { changeAnswer } from './change-answer.ts';
import { details } from './details.ts';
import { changeMark, notJudgedMark, obligationMark } from './marks.ts';
import { obligationForm } from './obligation-form.ts';
import { tickBox } from './tick-box.ts';

/** One finding, one act: the sentence, the evidence for it, then what is asked. */
export function findingCard(
  session: Session,
  changeSet: ChangeSetView,
  hunk: HunkView,
  finding: FindingView,
  key: string,
  dispatch: Dispatch,
): VElement {
  const { fingerprint, change, facet, context, message, chain, isPartOfChain } = finding;
  const isFolded = session.state.folded.includes(fingerprint);
  const hasFold = session.state.foldable.includes(fingerprint);
  return h(
    'article',
    {
      key,
      class: 'finding-card',
      at: {
        tabindex: -1,
        'aria-labelledby': `finding-${key}`,
        'data-finding': fingerprint,
        'data-focus': `card:${fingerprint}`,
      },
    },
    [
      h('header', { key: 'header' }, [
        h('div', { class: 'finding-top' }, [
          changeMark(change),
          [facetWord(facet), ...context.map(contextWord)].map((word) => h('span', {}, [`· ${word}`])),
          chain !== null && h('span', { class: 'change-mark' }, ['·', icon('chain'), chainWords(chain)]),
          obligationMark(hunk, finding),
        ]),
        h('h3', { at: { id: `finding-${key}` } }, [withoutFullStop(message)]),
      ]),
      chain !== null && chainPath(chain, dispatch),
      isPartOfChain &&
        h('p', { class: 'part-of' }, [l10n.t('A step of a chain in this change set, and settled with it.')]),
      details(finding, isFolded, hasFold, dispatch),
      alikePlaces(session, changeSet, hunk, finding, dispatch),
      obligationForm(session, changeSet, hunk, finding, dispatch),
    ],
  );
}

const readWords = l10n.t('I have read this hunk; nothing was analysed');

/** Nothing was analysed, so nothing is said about it; a person looks at the change itself. */
export function notJudgedCard(
  { asked }: Session,
  { request }: ChangeSetView,
  hunk: HunkView,
  dispatch: Dispatch,
): VElement {
  const isTicked = asked.has(findingKey(hunk.id, notJudgedPart));
  const { notJudged, notJudgedAcknowledged, outcome, isCancelled } = hunk;
  return h(
    'article',
    {
      key: 'not-judged',
      class: 'finding-card',
      at: {
        tabindex: -1,
        'aria-labelledby': 'finding-not-judged',
        'data-finding': notJudgedPart,
        'data-focus': `card:${notJudgedPart}`,
      },
    },
    [
      h('header', {}, [
        h('div', { class: 'finding-top' }, [
          h('span', { class: 'change-mark' }, [icon('unknown'), l10n.t('not judged')]),
          notJudgedMark(hunk),
        ]),
        h('h3', { at: { id: 'finding-not-judged' } }, [
          withoutFullStop(capital(notJudged ?? l10n.t('Nothing was analysed'))),
        ]),
      ]),
      h('p', { class: 'card-text' }, [
        l10n.t(
          'Countersign did not analyse this hunk: it may do anything. It is not counted as clean, and the record will say that nothing was analysed.',
        ),
      ]),
      request === null &&
        !isCancelled &&
        (notJudgedAcknowledged || outcome === null) &&
        h('div', { key: 'form', class: 'obligation-form' }, [
          notJudgedAcknowledged
            ? h('div', { key: 'settled', class: 'settled' }, [
                icon('pass'),
                h('b', {}, [l10n.t('Acknowledged by you: nothing was analysed')]),
                outcome === null &&
                  changeAnswer(notJudgedPart, l10n.t('Change: take back that you have read this hunk'), dispatch),
              ])
            : tickBox({ shown: readWords, spoken: readWords }, `acknowledge:${notJudgedPart}`, isTicked, () =>
                dispatch({ kind: 'acknowledge', fingerprint: notJudgedPart }),
              ),
        ]),
    ],
  );
}
