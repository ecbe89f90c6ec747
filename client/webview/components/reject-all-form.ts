import * as l10n from '@vscode/l10n';
import type { ChangeSetView, HunkView } from '../../../server/src/protocol/view.ts';
import { leftOf } from '../../words/what-is-left.ts';
import { h, type Child, type VElement } from '../dom.ts';
import { count, number } from '../in-language.ts';
import type { Dispatch } from '../intent.ts';
import { hasObligation } from '../queue-order.ts';
import type { PanelState, Session } from '../session.ts';
import { fileName } from '../words.ts';
import { link } from './button.ts';
import { notDone } from './why-line.ts';
import { wordsForm } from './words-form.ts';

/** One reason for all that is left. The form is the question whether it is meant: it says how many hunks, and of what. */
export function rejectAllForm(
  { refused }: Session,
  changeSet: ChangeSetView,
  { path, words }: NonNullable<PanelState['rejectingAll']>,
  dispatch: Dispatch,
): VElement {
  const left = leftOf(changeSet, path);
  const why = l10n.t('Why are they rejected? The record of each keeps the reason.');
  return wordsForm(
    {
      name: 'reject',
      title: l10n.t('Reject all that is left'),
      about: [[refused === null ? why : notDone(refused)], [whatWords(left, path)]],
      label: why,
      placeholder: l10n.t('What should it do instead?'),
      words,
      submit: count(left.length, l10n.t('Reject 1 hunk'), l10n.t('Reject {0} hunks')),
      isOff: words.trim() === '',
    },
    dispatch,
  );
}

function whatWords(left: readonly HunkView[], path: string | null): string {
  const files = new Set(left.map((hunk) => hunk.path));
  const [name = path] = [...files].map(fileName);
  const what =
    files.size > 1 || name === null
      ? l10n.t`${number(left.length)} hunks are left, in ${number(files.size)} files.`
      : left.length === 1
        ? l10n.t`1 hunk of ${name} is left.`
        : l10n.t`${number(left.length)} hunks of ${name} are left.`;
  const asked = left.filter(({ findings }) => findings.some(hasObligation)).length;
  if (asked === 0) return what;
  return `${what} ${count(asked, l10n.t('1 has findings.'), l10n.t('{0} have findings.'))}`;
}

/** In the form for one hunk: the same reason may be for more. Null where there is no more. */
export function moreToReject(
  changeSet: ChangeSetView,
  { path }: HunkView,
  dispatch: Dispatch,
): readonly Child[] | null {
  const [ofFile, ofSet] = [leftOf(changeSet, path).length, leftOf(changeSet, null).length];
  const parts: Child[] = [];
  if (ofFile > 1)
    parts.push(
      link([l10n.t`all ${number(ofFile)} of ${fileName(path)}`], dispatch, { kind: 'start-reject-all', part: 'file' }),
    );
  if (ofSet > ofFile)
    parts.push(link([l10n.t`all ${number(ofSet)} that are left`], dispatch, { kind: 'start-reject-all', part: 'set' }));
  if (parts.length === 0) return null;
  return [h('span', { class: 'or' }, [l10n.t('Or reject:')]), parts.flatMap((part) => [' ', part])];
}
