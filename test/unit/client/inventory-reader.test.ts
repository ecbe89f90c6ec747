import { beforeEach, expect, test } from 'vitest';
import { createInventoryReader } from '../../../client/src/inventory-reader.ts';
import type { InventoryView } from '../../../server/src/protocol/inventory-view.ts';

const told: string[] = [];
let said: () => Promise<InventoryView>;
let isInSight: boolean;

const viewOf = (state: InventoryView['state']): InventoryView => ({ state, entries: [], files: 0, problems: [] });
const make = () =>
  createInventoryReader({
    read: () => said(),
    isInSight: () => isInSight,
    become: (state) => told.push(state),
    show: (view) => told.push(`shows ${view?.state ?? 'nothing'}`),
    onFault: (error) => told.push(String(error)),
  });

beforeEach(() => {
  told.length = 0;
  isInSight = true;
  said = async () => viewOf('restricted');
});

test('it is read at the first look, and not at the next', async () => {
  const reader = make();
  reader.look();
  reader.look();
  await reader.refresh();
  reader.look();
  expect(told).toEqual(['unread', 'reading', 'restricted', 'shows restricted']);
});

test('once the server says something else, it reads itself where it is in sight', async () => {
  const reader = make();
  reader.look();
  said = async () => viewOf('ready');
  await reader.renew(); // the first reading goes on meanwhile
  expect(told).toEqual(['unread', 'reading', 'restricted', 'shows restricted', 'reading', 'empty', 'shows ready']);
});

test('out of sight it waits for the next look', async () => {
  const reader = make();
  await reader.refresh();
  isInSight = false;
  await reader.renew();
  expect(told.at(-1)).toBe('unread');
  said = () => Promise.reject(new Error('no server'));
  reader.look();
  await reader.refresh();
  expect(told.slice(-4)).toEqual(['reading', 'Error: no server', 'failed', 'shows nothing']);
  expect(reader.view()).toBeNull();
});
