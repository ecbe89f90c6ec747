import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';
import { holderOf } from './setting-words.ts';

/** An act that is no longer noted. */
export const auditLogRemoved = defineDetector({
  id: 'audit-log-removed',
  facet: 'assurance',
  why: 'Nobody can find out later who did it.',
  fix: 'Keep the entry, or say where else the act is noted.',
  tags: ['CWE-778', 'NHI10'],
  *detect(delta) {
    for (const [row, ...also] of groupRows(
      delta.removed('assurance.audit-log'),
      ({ fact }) => `${fact.provenance.path} ${fact.subject.symbol}`,
    )) {
      const event = row.fact.resource.norm === 'audit log' ? '' : ` (${row.fact.resource.norm})`;
      yield { change: row, also, message: `${holderOf(row.fact)} no longer writes to the audit log${event}.` };
    }
  },
});
