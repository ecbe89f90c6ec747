import * as l10n from '@vscode/l10n';
import type {
  InventoryEntryView,
  InventoryItem,
  InventoryPageAction,
  InventorySection,
} from '../../../server/src/protocol/inventory-view.ts';
import { classes, h, type Child, type VElement } from '../dom.ts';

type Act = (action: InventoryPageAction) => void;

/** An automation on one page: what to know first, the flow as it runs, then the rest. */
export function toEntryPage(entry: InventoryEntryView | null, act: Act): VElement {
  if (entry === null)
    return h('main', { key: 'gone', class: 'page' }, [
      h('h1', {}, [l10n.t('This automation is no longer there')]),
      h('p', { class: 'dim' }, [l10n.t('Its definition was removed or renamed since this page was opened.')]),
    ]);
  return h('main', { key: entry.key, class: 'page' }, [
    header(entry, act),
    entry.alerts.length > 0 &&
      h('ul', { key: 'alerts', class: 'alerts', at: { 'aria-label': l10n.t('What to know first') } }, [
        entry.alerts.map((text) => h('li', { key: text, class: 'alert' }, [alertMark(), text])),
      ]),
    h('h2', { key: 'flow-title', class: 'sr-only' }, [l10n.t('How it runs')]),
    h('ol', { key: 'flow', class: 'flow' }, [
      entry.flow.map((section, at) => lane(section, 'flow', at, act, at < entry.flow.length - 1)),
    ]),
    h('div', { key: 'about', class: 'about' }, [entry.about.map((section, at) => block(section, at, act))]),
  ]);
}

function header({ name, kindTitle, folder, place }: InventoryEntryView, act: Act): VElement {
  const path = folder === '' ? place.path : `${folder}/${place.path}`;
  return h('header', { key: 'header', class: 'page-head' }, [
    h('h1', {}, [name]),
    h('p', { class: 'dim' }, [
      `${kindTitle}, `,
      h(
        'button',
        {
          key: 'definition',
          class: 'link',
          at: { type: 'button' },
          on: { click: () => act({ kind: 'open-definition' }) },
        },
        [`${path}:${place.line}`],
      ),
    ]),
  ]);
}

function lane(section: InventorySection, part: 'flow' | 'about', at: number, act: Act, leadsOn: boolean): VElement {
  return h('li', { key: section.id, class: classes('lane', `lane-${section.id}`) }, [
    h('h3', { key: 'title' }, [section.title]),
    list(section, part, at, act),
    leadsOn && arrow(),
  ]);
}

function block(section: InventorySection, at: number, act: Act): VElement {
  return h('section', { key: section.id, class: 'block', at: { 'aria-labelledby': `about-${section.id}` } }, [
    h('h2', { key: 'title', at: { id: `about-${section.id}` } }, [section.title]),
    list(section, 'about', at, act),
  ]);
}

function list(section: InventorySection, part: 'flow' | 'about', at: number, act: Act): VElement {
  return h('ul', { key: 'items', class: 'items' }, [
    section.items.map((item, index) =>
      h('li', { key: `${index}` }, [toItem(item, () => act({ kind: 'open', part, section: at, item: index }))]),
    ),
  ]);
}

function toItem({ text, note, isAlert, place }: InventoryItem, open: () => void): VElement {
  const words: readonly Child[] = [
    isAlert === true && alertMark(),
    h('span', { key: 'text', class: 'item-text' }, breakable(text)),
    note !== undefined && h('span', { key: 'note', class: 'item-note' }, [note]),
  ];
  const shape = classes('item', isAlert === true && 'is-alert');
  if (place === null) return h('div', { key: 'item', class: shape }, words);
  const title = `${place.path}:${place.line}`;
  return h('button', { key: 'item', class: shape, at: { type: 'button', title }, on: { click: open } }, [
    ...words,
    h('span', { key: 'line', class: 'sr-only' }, [`, ${l10n.t`line ${place.line} of ${place.path}`}`]),
  ]);
}

/** A path or a name with dots goes on in the next line after one of its parts, not within a word. */
function breakable(text: string): readonly Child[] {
  return text
    .split(/(?<=[/._@-])(?=\w)/u)
    .flatMap((part, index) => (index === 0 ? [part] : [h('wbr', { key: `break ${index}` }, []), part]));
}

/** The word is for ears; what is meant is said by the text beside it as well. */
function alertMark(): VElement {
  return h('span', { key: 'mark', class: 'mark' }, [
    h('svg', { class: 'i', at: { viewBox: '0 0 16 16', 'aria-hidden': 'true' } }, [
      h('path', { at: { d: 'M8 2.2 14.5 13.5H1.5Z' } }),
      h('path', { at: { d: 'M8 6.5v3.5M8 11.7v.3' } }),
    ]),
    h('span', { class: 'sr-only' }, [`${l10n.t('Look:')} `]),
  ]);
}

function arrow(): VElement {
  return h('svg', { key: 'arrow', class: 'i arrow', at: { viewBox: '0 0 16 16', 'aria-hidden': 'true' } }, [
    h('path', { at: { d: 'M2 8h11M9.5 4.5 13 8l-3.5 3.5' } }),
  ]);
}
