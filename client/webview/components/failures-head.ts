import * as l10n from '@vscode/l10n';
import type { ChangeSetView } from '../../../server/src/protocol/view.ts';
import { count } from '../in-language.ts';

export function failuresHead({ length }: ChangeSetView['failures']): { readonly title: string; readonly note: string } {
  return {
    title: count(length, l10n.t('1 analysis failed'), l10n.t('{0} analyses failed')),
    note: l10n.t('not counted as clean'),
  };
}
