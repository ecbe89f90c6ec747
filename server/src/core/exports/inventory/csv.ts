import type { InventoryEntry } from '../../model/inventory-entry.ts';
import { defineInventoryExport } from './define.ts';
import {
  dataWords,
  identityWords,
  isOpenToAnybody,
  partWords,
  registrationWords,
  reviewWords,
  triggerWords,
} from './entry-words.ts';

type Column = readonly [name: string, value: (entry: InventoryEntry) => string];

const list = (values: readonly string[]): string => values.join('; ');
const rights = (entry: InventoryEntry, ...states: readonly string[]): string =>
  list(entry.rights.filter(({ state }) => states.includes(state)).map(({ name }) => name));

const columns: readonly Column[] = [
  ['repository', ({ repository }) => repository],
  ['kind', ({ automation }) => automation.kind],
  ['name', ({ automation }) => automation.name],
  ['path', ({ automation }) => automation.path],
  ['line', ({ automation }) => String(automation.range.start.line + 1)],
  ['owner', ({ owner }) => owner?.name ?? ''],
  ['owner from', ({ owner }) => owner?.from ?? ''],
  ['purpose', ({ purpose }) => purpose ?? ''],
  ['legal basis', ({ legalBasis }) => legalBasis ?? ''],
  ['triggers', ({ automation }) => list(automation.triggers.map(triggerWords))],
  ['anybody can start it', ({ automation }) => String(isOpenToAnybody(automation))],
  ['identities', ({ automation }) => list(automation.identities.map(identityWords))],
  ['shared credentials', ({ shared }) => list(shared.map(({ name, others }) => `${name} (${others.length} more)`))],
  ['needed and granted', (entry) => rights(entry, 'granted')],
  ['needed, not granted', (entry) => rights(entry, 'missing')],
  ['granted, not needed', (entry) => rights(entry, 'unused')],
  ['needed', (entry) => rights(entry, 'needed')],
  ['granted', (entry) => rights(entry, 'given')],
  ['data', ({ data }) => list(data.map(dataWords))],
  ['connectors', ({ automation }) => list(automation.connectors.map(partWords))],
  ['models', ({ automation }) => list(automation.models.map(partWords))],
  ['tools', ({ automation }) => list(automation.tools.map(partWords))],
  ['approvals', ({ automation }) => list(automation.approvals.map(partWords))],
  ['registration', (entry) => registrationWords(entry) ?? ''],
  ['last review', reviewWords],
  ['not known', ({ automation }) => list(automation.gaps)],
];

/** One line an automation. @see RFC 4180 */
export const inventoryCsv = defineInventoryExport({
  id: 'csv',
  title: 'CSV',
  mediaType: 'text/csv; charset=utf-8; header=present',
  write: ({ entries }) =>
    [columns.map(([name]) => name), ...entries.map((entry) => columns.map(([, value]) => value(entry)))]
      .map((cells) => `${cells.map(toCell).join(',')}\r\n`)
      .join(''),
});

/** A spreadsheet takes these for the start of a formula, in their wide forms too. */
const FORMULA = /^[=+\-@\uff1d\uff0b\uff0d\uff20]/u;

function toCell(value: string): string {
  // Behind blanks and characters that nobody sees, too.
  const isFormula = FORMULA.test(value.replace(/^[\s\p{Cc}\p{Cf}]+/u, '')) || /^[\t\r\n]/u.test(value);
  const plain = isFormula ? `'${value}` : value;
  return /[",\r\n']/u.test(plain) || plain.trim() !== plain ? `"${plain.replaceAll('"', '""')}"` : plain;
}
