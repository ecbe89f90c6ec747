import * as l10n from '@vscode/l10n';
import type { ChangeSetView, FacetWord } from '../../../server/src/protocol/view.ts';
import { facetWord } from '../../words/view-words.ts';
import { h, valueOf, type Child, type VElement } from '../dom.ts';
import { icon, type IconName } from '../icons.ts';
import type { Dispatch, Intent } from '../intent.ts';
import { isOpen, toQueue } from '../queue-order.ts';
import { type Filter, noFilter } from '../session.ts';
import { capital, count, number } from '../in-language.ts';
import { iconButton, link } from './button.ts';

const facetGlyphs: Readonly<Partial<Record<FacetWord, IconName>>> = {
  permission: 'permission',
  data: 'data',
  identity: 'identity',
  agent: 'agent',
};

/** Narrows the queue by words and by toggles; says how much of it is left. */
export function filterBar(changeSet: ChangeSetView, current: Filter | null, dispatch: Dispatch): VElement {
  const filter = current ?? noFilter;
  const isEmpty = filter.text === '' && filter.facets.length === 0 && !filter.isOpenOnly && !filter.isContextOnly;
  const { facets, open, inContext, findings } = countFindings(changeSet);
  return h('div', { key: 'filter', class: 'filter-bar', at: { role: 'search' } }, [
    h(
      'vscode-textfield',
      {
        key: 'text',
        class: 'filter-text',
        at: { 'data-focus': 'filter' },
        set: {
          label: l10n.t('Filter findings'),
          placeholder: l10n.t('Filter: words, identity:removed, folder/'),
          value: filter.text,
        },
        on: { input: (event) => dispatch({ kind: 'filter-text', text: valueOf(event) }) },
      },
      [
        h('span', { class: 'filter-icon', at: { slot: 'content-before' } }, [icon('search')]),
        filter.text !== '' &&
          h('span', { class: 'filter-clear', at: { slot: 'content-after' } }, [
            iconButton('close', l10n.t('Clear the words'), dispatch, { kind: 'filter-text', text: '' }),
          ]),
      ],
    ),
    h('div', { class: 'filter-chips', at: { role: 'group', 'aria-label': l10n.t('Filters') } }, [
      facets.map(([facet, size]) =>
        chip(capital(facetWord(facet)), size, facetGlyphs[facet] ?? null, filter.facets.includes(facet), dispatch, {
          kind: 'filter-facet',
          facet,
        }),
      ),
      chip(l10n.t('Open'), open, null, filter.isOpenOnly, dispatch, { kind: 'filter-open' }),
      inContext > 0 &&
        chip(l10n.t('Tests, generated'), inContext, null, filter.isContextOnly, dispatch, { kind: 'filter-context' }),
    ]),
    h('p', { class: 'filter-result nums', at: { role: 'status' } }, [
      h('span', { class: 'grow' }, [result(changeSet, current, findings)]),
      !isEmpty && link([l10n.t('Clear')], dispatch, { kind: 'clear-filter' }),
    ]),
  ]);
}

function chip(
  label: string,
  size: number,
  glyph: IconName | null,
  isOn: boolean,
  dispatch: Dispatch,
  intent: Intent,
): VElement {
  return h(
    'button',
    {
      key: label,
      class: 'filter-chip',
      at: { type: 'button', 'aria-pressed': String(isOn) },
      on: { click: () => dispatch(intent) },
    },
    [isOn ? icon('check') : glyph !== null && icon(glyph), label, h('span', { class: 'nums' }, [number(size)])],
  );
}

interface Counts {
  readonly facets: readonly (readonly [FacetWord, number])[];
  readonly open: number;
  readonly inContext: number;
  readonly findings: number;
}

const counted = new WeakMap<ChangeSetView, Counts>();

function countFindings(changeSet: ChangeSetView): Counts {
  const known = counted.get(changeSet);
  if (known !== undefined) return known;
  const findings = changeSet.hunks.flatMap((hunk) => hunk.findings.map((finding) => ({ hunk, finding })));
  const facets = new Map<FacetWord, number>();
  for (const { finding } of findings) facets.set(finding.facet, (facets.get(finding.facet) ?? 0) + 1);
  const counts: Counts = {
    facets: [...facets],
    open: findings.filter(({ hunk, finding }) => isOpen(finding) && hunk.outcome === null).length,
    inContext: findings.filter(({ finding }) => finding.context.length > 0).length,
    findings: findings.length,
  };
  counted.set(changeSet, counts);
  return counts;
}

function result(changeSet: ChangeSetView, filter: Filter | null, all: number): readonly Child[] {
  const { held, landed, plain, notJudged } = toQueue(changeSet, filter);
  const rows = [...held, ...landed, ...plain, ...notJudged];
  const shown = rows.reduce((sum, { findings }) => sum + findings.length, 0);
  const files = new Set(rows.map(({ hunk }) => hunk.path)).size;
  return [
    filter === null
      ? count(all, l10n.t('1 finding'), l10n.t('{0} findings'))
      : all === 1
        ? l10n.t`${number(shown)} of 1 finding`
        : l10n.t`${number(shown)} of ${number(all)} findings`,
    ', ',
    count(files, l10n.t('1 file'), l10n.t('{0} files')),
  ];
}
