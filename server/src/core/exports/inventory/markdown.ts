import type { ChangedEntry, InventoryEntry } from '../../model/inventory-entry.ts';
import { escapeMarkdown as text, markdownCode as code } from '../escape-markdown.ts';
import { defineInventoryExport, type InventoryInput } from './define.ts';
import {
  dataWords,
  identityWords,
  isOpenToAnybody,
  partWords,
  placeWords,
  registrationWords,
  reviewWords,
  rightWords,
  triggerWords,
} from './entry-words.ts';

/** For people who have to know what runs, and for the page of the editor. */
export const inventoryMarkdown = defineInventoryExport({
  id: 'markdown',
  title: 'Markdown',
  mediaType: 'text/markdown',
  write: ({ title, entries, drift, gaps, tool }) =>
    `${[
      `# Automations of ${text(title)}`,
      `${summary(entries)} Written by Countersign ${text(tool.version)}.`,
      ...(gaps.length === 0 ? [] : ['## What is not known', gaps.map((gap) => `- ${text(gap)}`).join('\n')]),
      ...(drift === null ? [] : writeDrift(drift)),
      ...(entries.length === 0 ? [] : ['## Overview', overview(entries)]),
      ...entries.flatMap(writeEntry),
    ].join('\n\n')}\n`,
});

function summary(entries: readonly InventoryEntry[]): string {
  const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;
  const open = entries.filter(({ automation }) => isOpenToAnybody(automation)).length;
  const models = entries.filter(({ automation }) => automation.models.length > 0).length;
  const ownerless = entries.filter(({ owner }) => owner === null).length;
  const unregistered = entries.filter(({ registration }) => (registration ?? []).length > 0).length;
  return [
    `${count(entries.length, 'automation', 'automations')}.`,
    ...(open === 0 ? [] : [`${count(open, 'can', 'can')} be started by anybody.`]),
    ...(models === 0 ? [] : [`${count(models, 'calls', 'call')} a model.`]),
    ...(ownerless === 0 ? [] : [`${count(ownerless, 'has', 'have')} no owner.`]),
    ...(unregistered === 0
      ? []
      : [`${count(unregistered, 'is not registered as it stands', 'are not registered as they stand')}.`]),
  ].join(' ');
}

function overview(entries: readonly InventoryEntry[]): string {
  const rows = entries.map(({ automation, repository, owner, registration }) => [
    ...(entries.some((entry) => entry.repository !== '') ? [text(repository)] : []),
    text(automation.kind),
    text(automation.name),
    automation.triggers.map((trigger) => text(triggerWords(trigger))).join('<br>'),
    automation.identities.map(({ name }) => text(name)).join('<br>'),
    text(owner?.name ?? '–'),
    registration === null ? '–' : registration.length === 0 ? 'yes' : 'no',
  ]);
  const head = [
    ...(entries.some((entry) => entry.repository !== '') ? ['Repository'] : []),
    'Kind',
    'Name',
    'Started by',
    'Acts as',
    'Owner',
    'Registered',
  ];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

type Row = readonly [name: string, values: readonly string[]];

function writeEntry(entry: InventoryEntry): readonly string[] {
  const { automation, owner, purpose, legalBasis, files, rights, data, shared } = entry;
  const rows: readonly Row[] = [
    ['Owner', owner === null ? [] : [`${owner.name} (${owner.from})`]],
    ['Purpose', purpose === null ? [] : [purpose]],
    ['Legal basis', legalBasis === null ? [] : [legalBasis]],
    ['Started by', automation.triggers.map(triggerWords)],
    ['Steps', automation.steps.map(partWords)],
    ['Acts as', automation.identities.map(identityWords)],
    ['Shared with', shared.map(({ name, others }) => `${name}: ${others.length} more`)],
    ['Rights', rights.map(rightWords)],
    ['Data', data.map(dataWords)],
    ['Talks to', automation.connectors.map(partWords)],
    ['Models', automation.models.map(partWords)],
    ['Tools', automation.tools.map(partWords)],
    ['Waits for approval', automation.approvals.map(partWords)],
    ['Runs', files.filter((path) => path !== automation.path)],
    ['Registration', [registrationWords(entry) ?? ''].filter((words) => words !== '')],
    ['Last review', [reviewWords(entry)]],
    ['Not known', automation.gaps],
  ];
  return [
    `## ${text(automation.name)}`,
    `${text(automation.kind)}, ${code(placeWords(entry))}`,
    rows.flatMap(writeRow).join('\n'),
  ];
}

function writeRow([name, values]: Row): readonly string[] {
  if (values.length === 0) return [];
  if (values.length === 1) return [`- ${name}: ${text(values[0]!)}`];
  return [`- ${name}:`, ...values.map((value) => `  - ${text(value)}`)];
}

function writeDrift({ since, added, removed, changed }: NonNullable<InventoryInput['drift']>): readonly string[] {
  const head = `## Since ${text(since)}`;
  if (added.length + removed.length + changed.length === 0) return [head, 'Nothing changed.'];
  const name = (entry: InventoryEntry): string =>
    `${text(entry.automation.name)} (${text(entry.automation.kind)}, ${code(placeWords(entry))})`;
  return [
    head,
    [
      ...added.map((entry) => `- New: ${name(entry)}`),
      ...removed.map((entry) => `- Gone: ${name(entry)}`),
      ...changed.flatMap((entry: ChangedEntry) => [
        `- Changed: ${name(entry.after)}`,
        ...entry.changes.map(({ words, at }) => `  - ${text(words)} ${code(`${at.path}:${at.line}`)}`),
      ]),
    ].join('\n'),
  ];
}
