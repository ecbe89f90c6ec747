import type { GivenLeak } from '../model/summary.ts';
import type { SyntaxNode } from '../model/syntax.ts';
import { classifier } from './data-classes.ts';
import type { Reading } from './define.ts';
import { recordFields } from './record-fields.ts';

/** What one field of a record holds; `why` only where its declaration is at hand. */
export type RecordLeak = GivenLeak & { readonly why?: readonly string[] };

/** What a record gives away that is written out as a whole. */
export function leaksOfRecord(
  reading: Pick<Reading, 'unit' | 'vocabulary'>,
  record: SyntaxNode,
  name: string,
): readonly RecordLeak[] {
  const { unit } = reading;
  const classify = classifier(reading);
  const fields = recordFields(unit, record);
  const siblings = fields.map((field) => field.name);
  return fields.flatMap((field) => {
    // Go leaves these out of what it writes.
    if (/\bjson:"-"/.test(unit.textOf(field.node))) return [];
    const found = classify({ name: field.name, type: field.type, owner: name, siblings });
    if (found === null) return [];
    const { id, ordinaryInLogs } = found.dataClass;
    const ordinary = ordinaryInLogs === true ? { ordinaryInLogs: true as const } : {};
    return [{ dataClass: id, field: field.name, tier: found.tier, why: found.why, ...ordinary }];
  });
}
