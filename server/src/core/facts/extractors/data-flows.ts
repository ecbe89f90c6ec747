import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { splitWords } from '../../text/words.ts';
import { handoversOf, type Handover, type Into } from '../data-handovers.ts';
import { PERSONAL, type Leak } from '../data-leak.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { known } from '../to-fact.ts';

/** Personal and sensitive values in the arguments of calls that hand them on. */
export const dataFlows = defineExtractor({
  id: 'data-flows',
  kinds: ['data.flow'],
  languages: 'code',
  *extract(reading) {
    const counted = handoversOf(reading).found.filter((handover) => counts(reading, handover));
    const told = new Map<SyntaxNode, Set<string>>();
    for (const { into, leak } of counted) {
      const known = told.get(into.call) ?? new Set();
      told.set(into.call, known.add(actOf(into, leak)));
    }
    for (const handover of counted) if (!isWithin(handover, told)) yield toSite(handover);
  },
});

function actOf({ sink }: Into, { dataClass, field }: Leak): string {
  return [sink.action, sink.to ?? '', dataClass, field].join(' ');
}

/** What a message is made with is handed over once, by the call that the message is given to. */
function isWithin({ into, leak }: Handover, told: ReadonlyMap<SyntaxNode, ReadonlySet<string>>): boolean {
  const act = actOf(into, leak);
  for (let at = into.call.parent; at !== null && at.kind !== 'function' && at.kind !== 'block'; at = at.parent)
    if (told.get(at)?.has(act) === true) return true;
  return false;
}

/** Data that nobody expects in the clear where a program keeps or passes things inside. */
const SENSITIVE =
  /^(?:payment\.c|payment\.iban|identity\.(?:national-id|passport)|health\.|biometric|identity\.(?:religion|ethnicity|orientation))/;

/** What is handed over by design: a key to its own vendor, an address of a device in a log. */
function counts(reading: Reading, { leak, into: { sink, redacted, call } }: Handover): boolean {
  const { dataClass } = leak;
  const words = splitWords(leak.field).join('');
  if (redacted.includes(words)) return false;
  const isCredential = dataClass.startsWith('credential.');
  switch (sink.action) {
    case 'log':
      return !leak.ordinaryInLogs;
    case 'export':
      return true;
    case 'cookie':
      return !isCredential || dataClass === 'credential.password';
    case 'respond':
      return isCredential ? dataClass.startsWith('credential.password') : !leak.ordinaryInLogs;
    case 'url':
    case 'token':
      return dataClass !== PERSONAL && !leak.ordinaryInLogs && (!isCredential || dataClass === 'credential.password');
    case 'error':
      return dataClass !== PERSONAL && !leak.ordinaryInLogs;
    case 'queue':
      return !leak.ordinaryInLogs && (!isCredential || dataClass === 'credential.password');
    case 'store':
      return SENSITIVE.test(dataClass);
    case 'send':
    case 'prompt':
      return !isCredential || isHandedByMistake(reading, leak, call);
  }
}

/** A password or a code in a request that is not about signing in. */
function isHandedByMistake(reading: Reading, leak: Leak, call: SyntaxNode): boolean {
  if (leak.dataClass !== 'credential.password' && leak.dataClass !== 'credential.code') return false;
  if (/auth|login|signin|sign_in|token|session|connect/i.test(reading.unit.textOf(call).slice(0, 200))) return false;
  for (let at: SyntaxNode | null = leak.node; at !== null && at !== call; at = at.parent) {
    const key = childOf(at, 'entry.key') ?? childOf(at, 'keyword.name');
    if (
      key !== null &&
      /^["']?(?:auth|headers|authorization|credentials|proxy|user)["']?$/i.test(reading.unit.textOf(key))
    )
      return false;
  }
  return true;
}

function toSite({ leak, into: { call, sink, through, evidence, elsewhere } }: Handover): Site {
  return {
    kind: 'data.flow',
    action: sink.action,
    resource: { kind: 'class', value: known(leak.dataClass) },
    node: call,
    evidence: [{ node: leak.node, role: 'source' }, { node: call, role: 'sink' }, ...evidence],
    tier:
      leak.tier === 'name' && leak.dataClass === PERSONAL
        ? 'name'
        : sink.tier === 'resolved' && leak.tier === 'pattern'
          ? 'resolved'
          : 'pattern',
    why: [...leak.why, sink.why, ...through.map((name) => `\`${name}\` hands its argument on.`)],
    qualifiers: { sink: sink.sink, ...(sink.to === null ? {} : { to: sink.to }) },
    detail: {
      dataClass: leak.dataClass,
      field: leak.field,
      sink: sink.sink,
      ...(through.length === 0 ? {} : { via: 'transitive' as const, path: through }),
    },
    ...(elsewhere.length === 0 ? {} : { elsewhere }),
  };
}
