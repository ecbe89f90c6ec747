import { splitWords } from '../../text/words.ts';
import { isPersonName } from '../data-context.ts';
import type { Reading, Site } from '../define.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import { known } from '../to-fact.ts';
import { classFields } from './class-fields.ts';
import type { FieldChoice } from './field-choice.ts';
import { classOf } from './field-class.ts';
import { queryFields } from './query-fields.ts';
import { valueFields } from './value-fields.ts';

const choicesOf = oncePerUnit((reading): readonly FieldChoice[] => {
  const full = reading as Reading;
  return full.unit.language.isCode ? [...queryFields(full), ...classFields(full), ...valueFields(full)] : [];
});

const MAX_NAMED = 40;

/** Fields that are left out, and lists of those that are not. */
export function* chosenFields(reading: Reading): Generator<Site> {
  for (const choice of choicesOf(reading)) {
    const { node, symbol, by, owner, listed, leftOut } = choice;
    const base = {
      kind: 'data.protection' as const,
      node,
      evidence: [{ node, role: 'guard' as const }],
      tier: 'pattern' as const,
      ...(symbol === undefined ? {} : { subject: { type: 'class' as const, symbol } }),
    };
    for (const field of leftOut) {
      const dataClass = classOf(field, owner);
      if (dataClass === null) continue;
      yield {
        ...base,
        action: 'leave-out',
        resource: { kind: 'class', value: known(dataClass), norm: `${dataClass} ${splitWords(field).join('-')}` },
        why: [`\`${field}\` (${dataClass}) is left out.`],
        qualifiers: { use: by },
        detail: { dataClass, field },
      };
    }
    if (listed === null || listed.length === 0 || choice.isDeclaration === true || !isAboutPerson(choice)) continue;
    const text = [...new Set(listed)].sort().slice(0, MAX_NAMED).join(', ');
    yield {
      ...base,
      action: 'list-fields',
      resource: { kind: 'fields', value: known(text), norm: text },
      why: [`Only these fields${owner === null ? '' : ` of \`${owner}\``} get through: ${text}.`],
      qualifiers: { use: by },
      detail: { field: owner ?? 'record' },
    };
  }
}

function isAboutPerson({ owner, listed }: FieldChoice): boolean {
  if (owner !== null && isPersonName(owner)) return true;
  return (listed ?? []).some((name) => classOf(name, owner) !== null);
}

/** Records that get through with all of their fields, and fields that are not left out. */
export function* exposedFields(
  reading: Reading,
): Generator<{ readonly symbol: string; readonly dataClass: string; readonly use: string }> {
  for (const { node, symbol, by, listed, leftOut, owner } of choicesOf(reading)) {
    const own = symbol ?? reading.subjectOf(node).symbol;
    // That one field of a class is left out says nothing of the others.
    if (listed === null && by === 'class:field') continue;
    if (listed === null || listed.includes('*')) yield { symbol: own, dataClass: '*', use: by };
    for (const name of listed ?? []) {
      const dataClass = leftOut.includes(name) ? null : classOf(name, owner);
      if (dataClass !== null) yield { symbol: own, dataClass, use: by };
    }
  }
}
