import type { Fact, FactChange, FactKind } from '../model/fact.ts';
import { capital } from '../text/prose.ts';
import type { Delta, Detection } from './define.ts';
import { groupRows, placeOf } from './group.ts';

/** What became of settings that protect: switched off, loosened, or no longer given where the default is looser. */
export function* lostSettings(delta: Delta, kind: FactKind): Generator<Detection> {
  for (const [row, ...also] of groupRows(delta.of(kind, 'weakened'), settingOf)) {
    const before = row.before?.qualifiers?.['value'];
    const after = row.fact.qualifiers?.['value'];
    if (row.fact.resource.kind !== 'setting' || before === undefined || after === undefined) continue;
    const title = row.fact.resource.value ?? 'A setting that protects';
    yield {
      change: row,
      also,
      message:
        row.fact.action === 'leave'
          ? `${capital(title)} is dropped.`
          : after === 'off'
            ? `${capital(title)} is switched off.`
            : `${capital(title)} goes from ${before} to ${after}.`,
      comparison: { before, after },
    };
  }
  for (const row of delta.added(kind)) {
    if (row.fact.resource.kind !== 'setting' || row.fact.action !== 'waive') continue;
    const after = row.fact.qualifiers?.['value'] ?? 'off';
    const title = capital(row.fact.resource.value ?? 'A setting that protects');
    yield { change: row, message: after === 'off' ? `${title} is switched off.` : `${title} is ${after}.` };
  }
  for (const row of delta.removed(kind)) {
    const otherwise = row.fact.qualifiers?.['otherwise'];
    if (row.fact.resource.kind !== 'setting' || row.fact.action !== 'require' || otherwise === undefined) continue;
    const before = row.fact.qualifiers?.['value'] ?? 'on';
    yield {
      change: row,
      message: `${capital(row.fact.resource.value ?? 'A setting that protects')} is dropped.`,
      comparison: { before, after: otherwise },
    };
  }
}

/** A setting that has a name is one, wherever it is read. */
function settingOf(row: FactChange): string {
  const { action, resource, qualifiers } = row.fact;
  if (!resource.norm.startsWith('enforcement ')) return `${placeOf(row)} ${resource.norm}`;
  return [resource.norm, action, row.before?.qualifiers?.['value'], qualifiers?.['value']].join(' ');
}

/** Who no longer does it, for a sentence. */
export function holderOf({ subject }: Fact): string {
  return subject.type === 'file' ? 'This file' : subject.symbol;
}
