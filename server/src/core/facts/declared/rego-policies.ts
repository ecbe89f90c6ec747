import { schemaTokens } from '../../text/schema-tokens.ts';
import { defineRouteFinder, type FileReading, type Route } from '../define.ts';
import { type Clauses, declared, guardsOf, MAX_DECLARED, NOBODY, placeOfTokens } from './declare.ts';
import { namesOf, policyAtom, refusedBy, uniqueName } from './policy-atoms.ts';
import { bodyOf, regoConditions } from './rego-conditions.ts';
import { regoImports, type RegoRule, regoRules } from './rego-rules.ts';
import { clausesOf, type Condition, type ConditionLanguage, readCondition } from './rule-conditions.ts';
import { createExpansions, filled, putIn } from './rule-functions.ts';

const ALLOWS = /^(?:allow|allowed|authorized|permit|grant|is_allowed)$/;
const DENIES = /^(?:deny|denied|violation|forbid|reject|block)$/;

/**
 * Rules of Rego: what is denied, what is allowed and under which conditions, and what holds when no rule says otherwise.
 * Conditions that have names of their own are read as what they say.
 * @see https://www.openpolicyagent.org/docs/policy-language (2026-11)
 */
export const regoPolicies = defineRouteFinder({
  id: 'rego-policies',
  languages: ['access-policy'],
  *find(reading) {
    if (!reading.unit.path.endsWith('.rego') || reading.unit.path.endsWith('_test.rego')) return;
    const left = createExpansions();
    const tokens = schemaTokens(reading.unit.tree.text) ?? [];
    const rules = [...regoRules(putIn(tokens, regoImports(tokens), left) ?? tokens)];
    const language: ConditionLanguage = { atom: policyAtom, functions: regoConditions(rules), left };
    const names = new Set(language.functions.keys());
    const taken = new Set<string>();
    let count = 0;
    for (const rule of rules) {
      if (!ALLOWS.test(rule.name) && !DENIES.test(rule.name)) continue;
      if ((count += 1) > MAX_DECLARED) return;
      if (rule.isDefault) yield* ofDefault(reading, rule);
      else if (rule.value[0]?.text !== 'false') yield toRoute(reading, rule, conditionOf(rule, names, language), taken);
    }
  },
});

function conditionOf(rule: RegoRule, names: ReadonlySet<string>, language: ConditionLanguage): Condition {
  const named = { parameters: [], ...bodyOf(rule, names) };
  const tokens = filled(named, [], language.left) ?? named.tokens;
  return readCondition(tokens, language, 0, new Set([rule.name]));
}

/** `default allow := false`. */
function* ofDefault(reading: FileReading, { name, value, all }: RegoRule): Generator<Route> {
  const [only] = value;
  if (!ALLOWS.test(name) || value.length !== 1 || !/^(?:true|false)$/.test(only!.text)) return;
  const node = placeOfTokens(reading, all);
  const clauses: Clauses = only!.text === 'false' ? [[NOBODY]] : [];
  const guards = guardsOf(reading, node, clauses, 'Nothing is allowed unless a rule says so.');
  yield declared({ symbol: `${name} by default`, node, group: 'policies', guards, as: 'rule' });
}

function toRoute(reading: FileReading, rule: RegoRule, condition: Condition, taken: Set<string>): Route {
  const node = placeOfTokens(reading, rule.all);
  const { name } = rule;
  if (DENIES.test(name)) {
    const guards = guardsOf(reading, node, refusedBy(condition), 'A rule denies it.');
    return declared({ symbol: `Every decision of ${name}`, node, group: 'policies', guards, as: 'rule' });
  }
  const guards = guardsOf(reading, node, clausesOf(condition), 'The rule asks for it.');
  const names = namesOf(condition);
  const symbol = uniqueName(`${name} when `, names.length === 0 ? ['always'] : names, taken);
  return declared({ symbol, node, group: 'policies', guards, as: 'entry' });
}
