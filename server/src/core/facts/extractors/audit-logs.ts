import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { known } from '../to-fact.ts';

/** Calls that note who did what for whoever looks into it later. */
export const auditLogs = defineExtractor({
  id: 'audit-logs',
  kinds: ['assurance.audit-log'],
  languages: 'code',
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test || unit.language.callsAreCommands) return;
    for (const kind of ['call', 'new'] as const) {
      for (const call of unit.ofKind(kind)) {
        const callee = childOf(call, 'call.callee');
        if (callee === null || isPartOfEntry(reading, call)) continue;
        const name = lastName(unit, callee) ?? '';
        const written = unit.tree.text
          .slice(Math.max(callee.start, callee.end - 100), callee.end)
          .replace(/\([^()]*\)/g, '');
        const isNamed = /audit|activity|security|LogEntry/i.test(written) && isAudit(wordsOf(written), wordsOf(name));
        if (!isNamed && !isAuditEvent(reading, call, name)) continue;
        if (reading.resolver.calleeOf(call)?.startsWith('rxjs') === true || isInside(reading, call)) continue;
        yield site(reading, call);
      }
    }
    for (const decorator of unit.ofKind('decorator')) {
      const text = wordsOf(
        unit
          .textOf(decorator)
          .slice(0, 60)
          .replace(/\([\s\S]*$/, ''),
      );
      if (/^(?:audit|audited|audit log|audit action|with audit|log audit|audit trail|audit event)$/.test(text))
        yield site(reading, decorator);
    }
  },
});

/** `events.emit('audit', …)`: which event it is stands in front. */
function isAuditEvent({ unit }: Reading, call: SyntaxNode, name: string): boolean {
  const event = EMITS.test(name) ? childOf(call, 'call.argument') : null;
  return event?.kind === 'string' && /^["'`:]+audit(?:[._:-]?(?:log|event|trail|record))?\b/i.test(unit.textOf(event));
}

const EMITS = /^(?:emit|emitAsync|publish|dispatch|fire|trigger|send|enqueue|instrument|track|notify)$/;
const LOGS =
  /\b(?:audit|audits|audited|auditor|auditing)\b|\bactivity (?:log|logger|logs)\b|\bsecurity (?:log|logger|event|events|audit)\b|\blog entry\b/;
const WRITES =
  /^(?:log|logs|record|records|create|add|write|insert|insert one|emit|send|track|publish|save|append|push|info|warn|error|notice|debug|audit|notify|report|store|persist|enqueue|dispatch|log action|log event|log addition|log change|log deletion|submit|put|note)(?: .*)?$/;
const READS =
  /^(?:get|list|find|fetch|search|query|view|render|format|parse|load|count|export|read|is|has|filter|select|delete|remove|clear|purge|use|register|configure|setup|enable|init|import|map|to|from|where|with id|close|test|assert|run|describe|show|display)\b|\b(?:time|schema|page|table|type|model|config|provider|module|router|controller|component|service|repository|client|filter|options|column|logger)$/;

function isAudit(written: string, name: string): boolean {
  if (!LOGS.test(written) || READS.test(name)) return false;
  // `auditLog.record(…)`, `writeAudit(…)`, `new AuditEvent(…)`
  return LOGS.test(name)
    ? WRITES.test(name) ||
        /^(?:\w+ )?(?:audit|audit log|audit event|audit entry|audit record|audit trail|security event|activity log|activity)(?: \w+)?$/.test(
          name,
        )
    : WRITES.test(name);
}

/** `audit().log(…)` notes once: a call on what another call of the log gives. */
function isPartOfEntry({ unit }: Reading, call: SyntaxNode): boolean {
  const property =
    call.role === 'member.object' && call.parent !== null ? childOf(call.parent, 'member.property') : null;
  return property !== null && WRITES.test(wordsOf(unit.textOf(property)));
}

/** `auditLog.record(new AuditEvent(…))` notes once. */
function isInside({ unit }: Reading, call: SyntaxNode): boolean {
  let at = call.parent;
  for (let step = 0; at !== null && step < 4; step += 1) {
    if (at.kind === 'call' && /audit/i.test(unit.tree.text.slice(at.start, Math.min(at.start + 100, call.start))))
      return true;
    if (at.kind === 'block' || at.kind === 'function') return false;
    at = at.parent;
  }
  return false;
}

function site(reading: Reading, node: SyntaxNode): Site {
  const [event] = childrenOf(node, 'call.argument').flatMap((arg) => {
    const value = reading.resolver.valueOf(arg);
    return value.kind === 'text' ? [value.text.slice(0, 60)] : [];
  });
  return {
    kind: 'assurance.audit-log',
    action: 'write',
    resource: { kind: 'log', value: known(event ?? 'audit log'), norm: event ?? 'audit log' },
    node,
    evidence: [{ node, role: 'call' }],
    tier: 'name',
    why: [`\`${reading.unit.textOf(node).split('\n')[0]!.slice(0, 60)}\` reads as an entry of an audit log.`],
  };
}
