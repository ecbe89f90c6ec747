import { childOf, enclosing } from '../../text/tree.ts';
import { defineExtractor } from '../define.ts';
import { textAt } from '../guards/paths.ts';
import { known } from '../to-fact.ts';

/** Attributes of a form's or serializer's field that keep a request from setting it, and what they must be for that. */
const LOCKS: ReadonlyMap<string, string> = new Map([
  ['read_only', 'True'],
  ['disabled', 'True'],
  ['editable', 'False'],
]);

/** Django: `self.fields["user"].disabled = True` as forms and serializers are made. */
export const lockedFields = defineExtractor({
  id: 'locked-fields',
  kinds: ['identity.assignment'],
  languages: ['python'],
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test || !/\bfields\[/.test(unit.tree.text)) return;
    for (const assign of unit.ofKind('assign')) {
      const target = childOf(assign, 'assign.target');
      const value = childOf(assign, 'assign.value');
      const property = target?.kind === 'member' ? childOf(target, 'member.property') : null;
      const object = target?.kind === 'member' ? childOf(target, 'member.object') : null;
      if (property === null || value === null || object?.kind !== 'index') continue;
      if (LOCKS.get(unit.textOf(property)) !== unit.textOf(value)) continue;
      const [of, key] = [childOf(object, 'index.object'), childOf(object, 'index.key')];
      const field = key === null ? null : textAt(reading, key);
      if (of === null || field === null || !/(?:^|\.)fields$/.test(unit.textOf(of))) continue;
      if (enclosing(assign, 'class') === null) continue;
      yield {
        kind: 'identity.assignment',
        action: 'lock',
        resource: { kind: 'field', value: known(field), norm: field },
        node: assign,
        evidence: [{ node: assign, role: 'source' }],
        tier: 'pattern',
        why: [`A request cannot set \`${field}\`.`],
        // The method may be there for nothing else.
        subject: reading.subjectOf(enclosing(assign, 'class')!),
      };
    }
  },
});
