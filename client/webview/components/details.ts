import * as l10n from '@vscode/l10n';
import type { FindingView, PlaceView } from '../../../server/src/protocol/view.ts';
import { h, type Child, type VElement } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Dispatch } from '../intent.ts';
import { phrase } from '../phrase.ts';
import { sentence } from '../sentence.ts';
import { placeLabel } from '../words.ts';
import { link } from './button.ts';
import { prose } from './prose.ts';

/** One row of Details: shown when there is something to show, named in the fold when folded. */
interface Detail {
  readonly term: string;
  readonly folded: string;
  readonly body: readonly Child[] | null;
}

/** Before and after, why, evidence, what nobody knows, who set it, and how it could be otherwise. */
function toDetails(finding: FindingView, dispatch: Dispatch): readonly Detail[] {
  const { comparison, impact, why, unknown, tags, fix } = finding;
  // A chain shows its places as its path.
  const evidence = finding.chain === null ? finding.evidence : [];
  return [
    {
      term: l10n.t('Change'),
      folded: l10n.t('before, after'),
      body: comparison === null ? null : [beforeAfter(comparison)],
    },
    { term: l10n.t('Why'), folded: l10n.t('why'), body: impact === '' ? null : prose(impact) },
    {
      term: l10n.t('Evidence'),
      folded: l10n.t('evidence'),
      body: evidence.length + why.length === 0 ? null : [evidenceTrail(evidence, why, dispatch)],
    },
    { term: l10n.t('Unknown'), folded: l10n.t('unknown'), body: unknown.length === 0 ? null : unknown.map(unknownRow) },
    { term: l10n.t('Set by'), folded: l10n.t('rule'), body: [setBy(finding, dispatch)] },
    { term: l10n.t('Tags'), folded: l10n.t('tags'), body: tags.length === 0 ? null : [tagList(tags)] },
    { term: l10n.t('Fix'), folded: l10n.t('fix'), body: fix === '' ? null : prose(fix) },
  ].filter(({ body }) => body !== null);
}

/** Open, or folded to one line that names what is inside. The button is there once there is something to unfold. */
export function details(
  finding: FindingView,
  isFolded: boolean,
  hasFold: boolean,
  dispatch: Dispatch,
): readonly Child[] {
  const rows = toDetails(finding, dispatch);
  return [
    hasFold &&
      h(
        'button',
        {
          key: 'fold',
          class: 'fold',
          at: { type: 'button', 'aria-expanded': String(!isFolded) },
          on: { click: () => dispatch({ kind: 'toggle-details', fingerprint: finding.fingerprint }) },
        },
        [
          icon(isFolded ? 'right' : 'down'),
          h('span', { class: 'clip' }, [rows.map(({ folded }) => folded).join(', ')]),
        ],
      ),
    !isFolded &&
      h('dl', { key: 'details', class: 'details', at: { 'data-details': finding.fingerprint } }, [
        rows.flatMap(({ term, body }) => [h('dt', { key: `${term}?` }, [term]), h('dd', { key: term }, body ?? [])]),
      ]),
  ];
}

function beforeAfter({ before, after }: { readonly before: string; readonly after: string }): VElement {
  const { start, end } = sharedEnds(before, after);
  const side = (text: string, tag: 'del' | 'ins'): VElement => {
    if (text === '') return h('span', { class: 'dim' }, [l10n.t('nothing')]);
    const stop = text.length - end;
    return h('code', {}, [
      text.slice(0, start),
      start < stop && h(tag, {}, [text.slice(start, stop)]),
      text.slice(stop),
    ]);
  };
  return h('dl', { class: 'before-after' }, [
    h('dt', {}, [l10n.t('before')]),
    h('dd', {}, [side(before, 'del')]),
    h('dt', {}, [l10n.t('after')]),
    h('dd', {}, [side(after, 'ins')]),
  ]);
}

/** How much both begin and end with, in whole words: what is left of each is what changed. */
function sharedEnds(before: string, after: string): { readonly start: number; readonly end: number } {
  const a = before.match(words) ?? [];
  const b = after.match(words) ?? [];
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < most - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  // A comma before the word that left is not what changed.
  if (head < a.length - tail - 1 && a[head]?.match(/^[\s,;]+$/)) head += head < b.length - tail ? 0 : 1;
  return { start: a.slice(0, head).join('').length, end: a.slice(a.length - tail).join('').length };
}

const words = /[\p{L}\p{N}_$]+|[^\p{L}\p{N}_$]+/gu;

function evidenceTrail(places: readonly PlaceView[], why: readonly string[], dispatch: Dispatch): VElement {
  return h('ul', { class: 'evidence-trail' }, [
    places.map((place, index) =>
      h('li', { key: `place ${index}` }, [
        link([placeLabel(place)], dispatch, { kind: 'open-place', place }),
        place.text !== '' && h('span', {}, [place.text]),
      ]),
    ),
    why.map((line, index) => h('li', { key: `why ${index}` }, [h('span', {}, prose(sentence(line)))])),
  ]);
}

const unknownRow = (text: string): VElement =>
  h('p', { class: 'unknown' }, [icon('unknown'), h('span', {}, prose(text))]);

/** File, line, rule, layer and what it outranked: a reviewer can argue with the rule, not with the tool. */
function setBy({ setBy: { rule, layer, source, outranked } }: FindingView, dispatch: Dispatch): VElement {
  return h('div', { class: 'set-by' }, [
    source === ''
      ? h('span', {}, [l10n.t('no rule asks about it')])
      : [
          link([source], dispatch, { kind: 'open-rule', source }),
          h('span', {}, phrase(ruleWords(layer), h('code', {}, [rule]))),
        ],
    outranked.map((other, index) => h('span', { key: String(index) }, [l10n.t`outranks ${other}`])),
  ]);
}

/** With the rule's name at `{0}`. */
const ruleWords = (layer: string): string => layers.get(layer) ?? l10n.t('{1} rule {0}', '{0}', layer);

const layers: ReadonlyMap<string, string> = new Map([
  ['built-in', l10n.t('built-in rule {0}')],
  ['pack', l10n.t('pack rule {0}')],
  ['organisation', l10n.t('organisation rule {0}')],
  ['repository', l10n.t('repository rule {0}')],
  ['folder', l10n.t('folder rule {0}')],
]);

const tagList = (tags: readonly string[]): VElement =>
  h('ul', { class: 'tags' }, [tags.map((tag, index) => h('li', { key: String(index), class: 'tag' }, [tag]))]);
