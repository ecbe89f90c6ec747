import * as l10n from '@vscode/l10n';
import type { ChangeSetView, SummaryEntryView } from '../../../server/src/protocol/view.ts';
import { h, type VElement } from '../dom.ts';
import { icon, type IconName } from '../icons.ts';
import type { Dispatch } from '../intent.ts';
import { number } from '../in-language.ts';
import { spokenChange } from '../words.ts';
import { link } from './button.ts';

/** More would push the queue out of sight. */
const mostEntries = 5;

const columns = [
  { name: 'mayNowDo', title: l10n.t('May now do'), glyph: 'permission' },
  { name: 'touches', title: l10n.t('Touches'), glyph: 'data' },
  { name: 'decides', title: l10n.t('Decides'), glyph: 'identity' },
] as const satisfies readonly { name: keyof ChangeSetView['summary']; title: string; glyph: IconName }[];

/** Permissions, data and identity of the whole change set; each entry opens its hunks, one press after the other. */
export function summaryColumns(
  { summary }: ChangeSetView,
  unfolded: readonly string[],
  dispatch: Dispatch,
): VElement | null {
  if (columns.every(({ name }) => summary[name].length === 0)) return null;
  return h(
    'section',
    { key: 'summary', class: 'summary', at: { 'aria-label': l10n.t('What this change set does') } },
    columns.map(({ name, title, glyph }) => {
      const group = `summary-${name}`;
      const entries = summary[name];
      const isWhole = unfolded.includes(group) || entries.length <= mostEntries;
      const shown = isWhole ? entries : entries.slice(0, mostEntries - 1);
      return h('div', { key: name, class: 'summary-column' }, [
        h('h2', {}, [icon(glyph), title]),
        h('div', {}, [
          shown.map((entry, index) => summaryEntry(entry, index, dispatch)),
          shown.length === 0 && h('p', { class: 'summary-nothing dim' }, [l10n.t('nothing found')]),
          !isWhole &&
            link(
              [l10n.t`${number(entries.length - shown.length)} more`],
              dispatch,
              { kind: 'toggle-group', name: group },
              'small',
            ),
        ]),
      ]);
    }),
  );
}

function summaryEntry(
  { change, text, secondary, hunks }: SummaryEntryView,
  index: number,
  dispatch: Dispatch,
): VElement {
  return h(
    'button',
    {
      key: `${index}`,
      class: 'summary-entry',
      at: { type: 'button' },
      on: { click: () => dispatch({ kind: 'open-next-of', hunks }) },
    },
    [
      icon(change),
      h('span', {}, [
        h('span', { class: 'sr-only' }, [spokenChange(change)]),
        text,
        secondary !== '' && h('small', {}, [secondary]),
      ]),
    ],
  );
}
