import type { FactChange } from '../model/fact.ts';
import { listWords } from '../text/prose.ts';
import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';

/** Code that runs without having been read: made from text, chosen at run time, native, or smuggled in as data. */
export const codeLoadedAtRunTime = defineDetector({
  id: 'code-loaded-at-run-time',
  facet: 'permission',
  why: 'What runs is decided by text or files that no review of this code sees.',
  fix: 'Parse data with a format that holds only data, and choose code from a fixed table.',
  tags: ['CWE-94', 'CWE-95', 'CWE-502', 'ASI05'],
  *detect(delta) {
    const known = new Set(
      delta
        .of('permission.runtime', 'unchanged', 'moved', 'removed')
        .flatMap((row) => (isOpen(row) ? [] : [actOf(row)])),
    );
    const added = delta
      .added('permission.runtime')
      .filter((row) => !isFixed(row) && (isOpen(row) || !known.has(actOf(row))));
    for (const [row, ...also] of groupRows(added, groupOf))
      yield { change: row, also, message: messageOf(row, [row, ...also]) };
    for (const row of delta.of('permission.runtime', 'widened')) yield { change: row, message: messageOf(row, [row]) };
  },
});

function messageOf({ fact }: FactChange, rows: readonly FactChange[]): string {
  const { dynamic, norm, value } = fact.resource;
  const name = norm.startsWith('env:') ? `what ${norm.slice(4)} names` : (value ?? norm);
  switch (fact.action) {
    case 'eval':
      return 'Runs text as code.';
    case 'load':
      return dynamic && !norm.startsWith('env:')
        ? 'Loads code that is chosen at run time.'
        : `Loads code from ${name}.`;
    case 'native':
      return norm === 'dynamic' ? 'Loads machine code.' : `Loads machine code from ${name}.`;
    default:
      return `Builds whatever objects its input names (${listWords(rows.map((row) => row.fact.resource.norm))}).`;
  }
}

/** Unchecked input is one act in a function, however many formats it comes in. */
function groupOf(row: FactChange): string {
  const { action, provenance, subject } = row.fact;
  return `${action === 'unsafe-deserialize' ? provenance.path : actOf(row)} ${action} ${subject.symbol}`;
}

/** Code that is written out can be read here, and a module that a caller names is as good as imported. */
function isFixed({ fact }: FactChange): boolean {
  if (fact.action === 'eval') return fact.resource.norm === 'fixed';
  return fact.action === 'load' && fact.detail?.via === 'transitive' && !fact.resource.dynamic;
}

function actOf({ fact }: FactChange): string {
  return `${fact.provenance.path} ${fact.key}`;
}

/** One more run of text that is not known is one more way in. */
function isOpen({ fact }: FactChange): boolean {
  return fact.resource.dynamic;
}
