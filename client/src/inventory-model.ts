import * as l10n from '@vscode/l10n';
import type {
  InventoryEntryView,
  InventoryItem,
  InventorySection,
  InventoryView,
} from '../../server/src/protocol/inventory-view.ts';

/** No vscode here: what the tree shows is tested without an editor. */
export type InventoryNode =
  | {
      readonly kind: 'group';
      /** The kind of its entries. */
      readonly id: string;
      readonly title: string;
      readonly entries: readonly InventoryEntryView[];
    }
  | { readonly kind: 'entry'; readonly entry: InventoryEntryView }
  | { readonly kind: 'alert'; readonly text: string; readonly entry: InventoryEntryView }
  | { readonly kind: 'section'; readonly section: InventorySection; readonly entry: InventoryEntryView }
  | { readonly kind: 'item'; readonly item: InventoryItem; readonly section: InventorySection };

/** Entries by kind, in the order of their titles. */
export function groupsOf(entries: readonly InventoryEntryView[]): readonly Extract<InventoryNode, { kind: 'group' }>[] {
  const groups = new Map<string, InventoryEntryView[]>();
  for (const entry of entries) groups.set(entry.kind, [...(groups.get(entry.kind) ?? []), entry]);
  return [...groups]
    .map(([id, own]) => ({ kind: 'group' as const, id, title: own[0]?.kindTitle ?? id, entries: own }))
    .toSorted(({ title: a }, { title: b }) => (a < b ? -1 : a > b ? 1 : 0));
}

export function childrenOf(node: InventoryNode): readonly InventoryNode[] {
  switch (node.kind) {
    case 'group':
      return node.entries.map((entry) => ({ kind: 'entry', entry }));
    case 'entry':
      return [
        ...node.entry.alerts.map((text): InventoryNode => ({ kind: 'alert', text, entry: node.entry })),
        ...[...node.entry.flow, ...node.entry.about].map((section): InventoryNode => ({
          kind: 'section',
          section,
          entry: node.entry,
        })),
      ];
    case 'section':
      return node.section.items.map((item) => ({ kind: 'item', item, section: node.section }));
    case 'alert':
    case 'item':
      return [];
  }
}

/** Entries in which every word stands somewhere: name, kind, path, trigger, identity, host, model, owner, alert. */
export function filterEntries(entries: readonly InventoryEntryView[], filter: string): readonly InventoryEntryView[] {
  const words = filter.toLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return entries;
  return entries.filter((entry) => {
    const text = textOf(entry);
    return words.every((word) => text.includes(word));
  });
}

function textOf(entry: InventoryEntryView): string {
  const sections = [...entry.flow, ...entry.about];
  return [
    entry.name,
    entry.kind,
    entry.kindTitle,
    entry.folder,
    entry.place.path,
    ...entry.alerts,
    ...sections.flatMap(({ items }) => items.flatMap(({ text, note = '' }) => [text, note])),
  ]
    .join('\n')
    .toLowerCase();
}

/** Above the tree; empty: nothing has to be said. */
export function messageOf(view: InventoryView, shown: number, filter: string): string {
  const parts = [
    ...(filter === '' ? [] : [l10n.t`${shown} of ${view.entries.length} with “${filter}”.`]),
    ...(view.problems.length === 0
      ? []
      : [
          view.problems.length === 1
            ? l10n.t('One file could not be read.')
            : l10n.t`${view.problems.length} files could not be read.`,
        ]),
  ];
  return parts.join(' ');
}

/** Of an entry or one of its parts, for ears: what it is comes first. */
export function accessibleName(node: InventoryNode): string {
  switch (node.kind) {
    case 'group':
      return `${node.title}, ${node.entries.length}`;
    case 'entry': {
      const { name, kindTitle, place, alerts } = node.entry;
      return [name, kindTitle, l10n.t`${place.path} line ${place.line}`, ...alerts].join('. ');
    }
    case 'alert':
      return node.text;
    case 'section':
      return `${node.section.title}, ${node.section.items.length}`;
    case 'item': {
      const { text, note, isAlert, place } = node.item;
      const words = [
        text,
        ...(note === undefined ? [] : [note]),
        ...(place === null ? [] : [l10n.t`line ${place.line}`]),
      ].join(', ');
      return isAlert === true ? `${l10n.t('Look:')} ${words}` : words;
    }
  }
}
