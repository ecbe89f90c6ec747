import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import { defineExtractor, type Reading } from '../define.ts';
import { lastName, textAt } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { known } from '../to-fact.ts';

/** How a collection, a list or a field says who may do what with it: `access: { create: adminOnly, read: () => true }`. */
const ACCESS = /^(?:access|permissions?|authori[sz]ation|access control|operation|filter|item|access rules)$/;
const OPERATION =
  /^(?:create|read|update|delete|remove|insert|write|query|list|find|get|unlock|admin|read versions|publish|edit|view|manage|all)$/;
/** Answers of a rule that keep nobody out. */
const OPEN =
  /^(?:(?:async\s*)?\([^()]*\)\s*=>\s*true|true|['"](?:public|everyone|all|\*|anyone)['"]|(?:\w+\.)?(?:anyone|everyone|public|allow ?all|all|unrestricted|allow)(?:\(\))?)$/i;
/** A list of columns or a form names operations too; a rule names what decides. */
const MAX_OPERATIONS = 12;

/** Rules of configuration objects, an operation each. */
export const operationAccess = defineExtractor({
  id: 'operation-access',
  kinds: ['identity.guard'],
  languages: ['javascript', 'typescript', 'tsx'],
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test || !/\b(?:access|permissions?|operation)\b/.test(unit.tree.text)) return;
    for (const object of unit.ofKind('object')) {
      const holder = object.role === 'entry.value' ? keyOf(reading, object.parent) : null;
      if (holder === null || !ACCESS.test(wordsOf(holder))) continue;
      const rules = object.children.flatMap((entry) => ruleOf(reading, entry) ?? []);
      if (rules.length === 0 || rules.length > MAX_OPERATIONS) continue;
      const subject = recordOf(reading, object);
      for (const { entry, operation, value } of rules) {
        const rule = value.kind === 'function' ? 'a rule of its own' : unit.textOf(value).slice(0, 60);
        yield {
          kind: 'identity.guard',
          action: 'require-scope',
          resource: {
            kind: 'policy',
            value: known(`${holder}.${operation}`),
            norm: `${wordsOf(holder).replace(/ /g, '-')}-to-${operation}`,
          },
          node: entry,
          evidence: [{ node: entry, role: 'guard' }],
          tier: 'pattern',
          why: [`\`${operation}\` is decided by ${rule}.`],
          subject,
        };
      }
    }
  },
});

interface Rule {
  readonly entry: SyntaxNode;
  readonly operation: string;
  readonly value: SyntaxNode;
}

function ruleOf(reading: Reading, entry: SyntaxNode): Rule | null {
  const key = entry.kind === 'shorthand' ? reading.unit.textOf(entry) : keyOf(reading, entry);
  const value =
    entry.kind === 'shorthand' ? entry : (childOf(entry, 'entry.value') ?? (entry.kind === 'function' ? entry : null));
  if (key === null || value === null || !OPERATION.test(wordsOf(key))) return null;
  if (!['function', 'name', 'member', 'call', 'shorthand', 'boolean', 'binary'].includes(value.kind)) return null;
  return OPEN.test(reading.unit.textOf(value).trim()) ? null : { entry, operation: key, value };
}

function keyOf({ unit }: Reading, entry: SyntaxNode | null): string | null {
  const key = entry?.kind === 'entry' ? childOf(entry, 'entry.key') : null;
  return key === null ? null : unit.textOf(key).replace(/^['"]|['"]$/g, '');
}

/** What the rules are of: the object around them by what it calls itself. */
function recordOf(reading: Reading, rules: SyntaxNode): Subject {
  const own = reading.subjectOf(rules);
  for (let at = enclosing(rules, 'object'); at !== null; at = enclosing(at, 'object')) {
    const named = childrenOf(at, 'object.entry')
      .concat(at.children)
      .find((entry) => /^(?:slug|name|key|id)$/.test(keyOf(reading, entry) ?? ''));
    const value = named === undefined ? null : childOf(named, 'entry.value');
    const text = value === null ? null : textAt(reading, value);
    if (text !== null) return { type: 'class', symbol: text };
    const callee = at.parent?.kind === 'call' ? childOf(at.parent, 'call.callee') : null;
    if (callee !== null && /^(?:list|collection|model|field)$/.test(lastName(reading.unit, callee) ?? '')) break;
  }
  return own;
}
