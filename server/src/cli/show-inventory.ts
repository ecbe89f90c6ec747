import type { InventoryEntry } from '../core/model/inventory-entry.ts';
import { inEnglish } from '../core/model/wording.ts';
import { inventoryWords, type InventoryInput } from '../core/register.ts';
import { paint, printable, type Style } from './colours.ts';

/** What a reader with little time wants to know of each: who starts it, as whom it acts, and what is wrong. */
export function showInventory({ entries, drift }: InventoryInput, files: number, style: Style): string {
  if (drift !== null) return showDrift(drift, style);
  const blocks = entries.map((entry) => showEntry(entry, style).join('\n'));
  const kinds = new Set(entries.map(({ automation }) => automation.kind)).size;
  const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
  const last =
    entries.length === 0
      ? `No automation was found in ${count(files, 'file')}.`
      : `${count(entries.length, 'automation')} of ${count(kinds, 'kind')} in ${count(files, 'file')}.`;
  return `${[...blocks, last].join('\n\n')}\n`;
}

function showEntry(entry: InventoryEntry, style: Style): readonly string[] {
  const { automation, owner, shared, rights, data, registration } = entry;
  const words = inventoryWords(entry);
  const bad = (text: string): string => paint(style, 'red', text);
  const rows: readonly (readonly [label: string, values: readonly string[]])[] = [
    [
      'started by',
      automation.triggers.map((each) =>
        each.by === 'anybody' ? bad(printable(words.trigger(each))) : printable(words.trigger(each)),
      ),
    ],
    ['acts as', automation.identities.map((each) => printable(words.identity(each)))],
    ['shared', shared.map(({ name, others }) => printable(`${name}, with ${others.length} more`))],
    ['missing', rights.filter(({ state }) => state === 'missing').map(({ name }) => bad(printable(name)))],
    ['unused', rights.filter(({ state }) => state === 'unused').map(({ name }) => printable(name))],
    ['data', data.map((each) => printable(words.data(each)))],
    ['talks to', automation.connectors.map(({ name }) => printable(name))],
    ['models', automation.models.map(({ name }) => printable(name))],
    ['tools', automation.tools.map(({ name }) => printable(name))],
    ['approval', automation.approvals.map(({ name }) => printable(name))],
    ['owner', [owner === null ? 'nobody' : printable(`${owner.name} (${owner.from})`)]],
    ['register', (registration ?? []).map(({ message }) => bad(printable(message)))],
    ['reviewed', [printable(inEnglish(words.review))]],
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  return [
    `${paint(style, 'bold', printable(automation.name))}  ${automation.kind}  ${printable(words.place)}`,
    ...rows.flatMap(([label, values]) => linesOf(label.padEnd(width), values)),
  ];
}

const MAX_SHOWN = 8;

/** On one line what fits there, else a line each. */
function linesOf(label: string, values: readonly string[]): readonly string[] {
  if (values.length === 0) return [];
  const rest = values.length - MAX_SHOWN;
  const shown = rest <= 1 ? values : [...values.slice(0, MAX_SHOWN), `and ${rest} more`];
  const isShort = shown.every((value) => !value.includes(',')) && shown.join(', ').length < 90;
  const lines = isShort ? [shown.join(', ')] : shown;
  return lines.map((line, at) => `  ${at === 0 ? label : ' '.repeat(label.length)}  ${line}`);
}

function showDrift(drift: NonNullable<InventoryInput['drift']>, style: Style): string {
  const head = (mark: string, entry: InventoryEntry): string => {
    const { automation } = entry;
    const place = printable(inventoryWords(entry).place);
    return `${mark}  ${paint(style, 'bold', printable(automation.name))}  ${automation.kind}  ${place}`;
  };
  const blocks = [
    ...drift.added.map((entry) => head(paint(style, 'green', 'new    '), entry)),
    ...drift.removed.map((entry) => head(paint(style, 'red', 'gone   '), entry)),
    ...drift.changed.map(({ after, changes }) =>
      [
        head(paint(style, 'yellow', 'changed'), after),
        ...changes.map(({ words, at }) => `  ${printable(words)}  ${printable(`${at.path}:${at.line}`)}`),
      ].join('\n'),
    ),
  ];
  if (blocks.length === 0) return `No automation has changed since ${printable(drift.since)}.\n`;
  return `${blocks.join('\n')}\n`;
}
