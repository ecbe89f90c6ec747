import { describe, expect, test } from 'vitest';
import { accessibleName, childrenOf, filterEntries, groupsOf, messageOf } from '../../../client/src/inventory-model.ts';
import type { InventoryEntryView } from '../../../server/src/protocol/inventory-view.ts';

const place = { uri: 'file:///a/ci.yml', path: 'ci.yml', line: 3 };

function entry(over: Partial<InventoryEntryView> = {}): InventoryEntryView {
  return {
    key: over.name ?? 'CI',
    kind: 'github-actions',
    kindTitle: 'GitHub Actions workflow',
    name: 'CI',
    folder: '',
    place,
    alerts: [],
    flow: [{ id: 'sinks', title: 'Goes to', items: [{ text: 'api.stripe.com', note: 'host', isAlert: true, place }] }],
    about: [{ id: 'about', title: 'About', items: [{ text: '@acme/platform', note: 'owner', place: null }] }],
    ...over,
  };
}

describe('the tree of the inventory', () => {
  test('has kinds by title, then automations in the order of the server, then what is known of each', () => {
    const groups = groupsOf([
      entry(),
      entry({ name: 'Sync', kind: 'airflow', kindTitle: 'Airflow DAG' }),
      entry({ name: 'Deploy' }),
    ]);
    expect(groups.map(({ title, entries }) => [title, entries.map(({ name }) => name)])).toEqual([
      ['Airflow DAG', ['Sync']],
      ['GitHub Actions workflow', ['CI', 'Deploy']],
    ]);
    const [node] = childrenOf(groups[1]!);
    expect(childrenOf(node!).map((each) => (each.kind === 'section' ? each.section.title : each.kind))).toEqual([
      'Goes to',
      'About',
    ]);
    const [alert] = childrenOf({ kind: 'entry', entry: entry({ alerts: ['Nobody owns it.'] }) });
    expect(alert).toMatchObject({ kind: 'alert', text: 'Nobody owns it.' });
    expect(childrenOf(alert!)).toEqual([]);
  });

  test('shows what has all words of the filter, wherever they stand', () => {
    const all = [entry(), entry({ name: 'Sync', alerts: ['Anybody can start it.'], about: [] })];
    const names = (filter: string): readonly string[] => filterEntries(all, filter).map(({ name }) => name);
    expect(names('')).toEqual(['CI', 'Sync']);
    expect(names('  STRIPE ')).toEqual(['CI', 'Sync']);
    expect(names('anybody stripe')).toEqual(['Sync']);
    expect(names('@acme')).toEqual(['CI']);
    expect(names('nothing')).toEqual([]);
  });

  test('says how many are shown, and that something could not be read', () => {
    const view = { state: 'ready', entries: [entry()], files: 3, problems: [] } as const;
    expect(messageOf(view, 1, '')).toBe('');
    expect(messageOf(view, 0, 'x')).toBe('0 of 1 with “x”.');
    expect(messageOf({ ...view, problems: ['a', 'b'] }, 1, '')).toBe('2 files could not be read.');
  });

  test('has a name for ears at every place', () => {
    expect(accessibleName({ kind: 'entry', entry: entry({ alerts: ['Nobody owns it.'] }) })).toBe(
      'CI. GitHub Actions workflow. ci.yml line 3. Nobody owns it.',
    );
    const { flow, about } = entry();
    expect(accessibleName({ kind: 'item', section: flow[0]!, item: flow[0]!.items[0]! })).toBe(
      'Look: api.stripe.com, host, line 3',
    );
    expect(accessibleName({ kind: 'item', section: about[0]!, item: about[0]!.items[0]! })).toBe(
      '@acme/platform, owner',
    );
    expect(accessibleName({ kind: 'section', entry: entry(), section: flow[0]! })).toBe('Goes to, 1');
    expect(accessibleName({ kind: 'group', id: 'n8n', title: 'n8n workflow', entries: [entry()] })).toBe(
      'n8n workflow, 1',
    );
  });
});
