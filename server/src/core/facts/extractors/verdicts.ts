import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { answeredBy } from '../guards/answered.ts';
import { shownName } from '../guards/arguments.ts';
import { type Atom, atomName } from '../guards/atom.ts';
import type { GuardReading } from '../guards/define.ts';
import { type Clause, negate, toClauses } from '../guards/formula.ts';
import { isOfInput } from '../guards/input-atoms.ts';
import { pageChecks } from '../guards/page-checks.ts';
import { lastName } from '../guards/paths.ts';
import { guardReading } from '../guards/reader.ts';
import { type Verdict, verdictOf, verdictOfCall } from '../guards/verdict-names.ts';
import { wordsOf } from '../guards/words.ts';
import { declaredName } from '../names.ts';
import { known } from '../to-fact.ts';

/**
 * Functions that answer whether something may be, and the branches that hang on such an answer: what the answer depends on is
 * asked of whoever comes, wherever the denial itself stands. Only what guards are not told of already.
 */
export const verdicts = defineExtractor({
  id: 'verdicts',
  kinds: ['identity.guard'],
  languages: 'code',
  *extract(reading) {
    if (reading.unit.context.test) return;
    const checks = guardReading(reading);
    for (const fn of reading.unit.ofKind('function')) yield* ofAnswer(reading, checks, fn);
    yield* ofUses(reading, checks);
  },
});

const BOOLEAN = /^(?:bool|boolean|Boolean|java\.lang\.Boolean|System\.Boolean)\??$/;
const MAX_NAMED = 3;

/** What a function that decides asks before it says yes, a fact a clause. */
function* ofAnswer(reading: Reading, checks: GuardReading, fn: SyntaxNode): Generator<Site> {
  const name = declaredName(reading.unit, fn);
  const verdict = name === null ? null : verdictOf(wordsOf(name));
  const [returned, ...more] = childrenOf(fn, 'function.returns');
  // Ruby says by a question mark what others say by a type.
  const isBoolean =
    reading.unit.language.id === 'ruby'
      ? name?.endsWith('?') === true
      : returned !== undefined && more.length === 0 && BOOLEAN.test(reading.unit.textOf(returned));
  if (verdict === null || !isBoolean) return;
  const answer = checks.verdictOf(fn);
  const clauses = answer === null ? null : toClauses(verdict === 'passes' ? answer : negate(answer), atomName);
  const told = new Set<string>();
  // What it asks of input is told with what it asks of the caller.
  const isInputTold = answeredBy(checks, fn) !== null;
  for (const clause of clauses ?? []) {
    const norm = normOf(reading, clause, isInputTold);
    if (norm === null || told.has(norm)) continue;
    told.add(norm);
    yield toSite(fn, norm, name!, `What \`${name!}\` answers depends on it.`);
  }
}

/** Null: about the caller, which guards tell, or only that something is there. */
function normOf(reading: Reading, clause: Clause<Atom>, isInputTold: boolean): string | null {
  const names: string[] = [];
  for (const { atom, holds } of clause) {
    const name = isInputTold && atom.kind === 'actor' ? null : nameOf(reading, atom);
    if (name === null) return null;
    names.push(`${holds ? '' : '!'}${name}`);
  }
  const [only, ...more] = [...new Set(names)].sort().slice(0, MAX_NAMED);
  if (only === undefined || more.length === 0) return only ?? null;
  return [only, ...more].map((name) => name.replace(/^!/, 'not ')).join(' or ');
}

function nameOf({ unit }: Reading, atom: Atom): string | null {
  if (atom.kind === 'actor') {
    if (!isOfInput(atom.requirement.kind) || atom.at === undefined) return null;
    return wordsOf(lastName(unit, atom.at) ?? atom.requirement.value).replace(/ /g, '-');
  }
  // `ip == nil`: a name and nothing else says that there is nothing to ask of.
  if (/^\w+$/.test(atom.text)) return null;
  return atom.name ?? atom.compared;
}

/** What hangs on a verdict: `if (!mayRead(user, doc)) return null`, `visible = shown && acl.isAllowed(user, doc)`. */
function* ofUses({ unit }: Reading, checks: GuardReading): Generator<Site> {
  for (const call of unit.ofKind('call')) {
    const found = verdictOfCall(checks, call);
    if (found === null || !isAsked(unit, call, found.words)) continue;
    // A promise, or the end of a token, which is told where it is read.
    if (isScript(unit) && (call.role === 'assign.value' || /\bexpir/.test(found.words))) continue;
    const branch = branchOf(call);
    if (branch !== null && isTold(checks, branch)) continue;
    const sift = siftOf(unit, call);
    if (sift !== null && checks.guardsOfCall(sift).length > 0) continue;
    yield toSite(call, normOfCall(found), shownName(checks, call), 'What follows depends on its answer.');
  }
}

function isScript({ language }: Reading['unit']): boolean {
  return ['javascript', 'typescript', 'tsx', 'python'].includes(language.id);
}

const ASKS: ReadonlySet<string> = new Set(['if.condition', 'binary.left', 'binary.right', 'unary.operand']);

/**
 * Its answer decides something, at least by way of a name; a call that stands alone or is handed on decides nothing here. What
 * `validateToken` is kept for is as often who it was.
 */
function isAsked(unit: Reading['unit'], call: SyntaxNode, words: string): boolean {
  // `ids.filter(id -> rights.isPermitted(id))`
  if (call.role === 'function.body' || (call.parent?.kind === 'return' && call.parent.parent?.role === 'function.body'))
    return siftOf(unit, call) !== null;
  if (call.role === 'assign.value') return !/^(?:verify|validate|check|ensure|requires?|authori[sz]e)\b/.test(words);
  // `!(await canView(id))`
  const role = call.parent?.kind === 'await' ? call.parent.role : call.role;
  return role !== null && ASKS.has(role);
}

const SIFTS =
  /^(?:filter|anyMatch|allMatch|noneMatch|removeIf|takeWhile|Where|Any|All|partition|filterNot|DeleteFunc|IndexFunc|ContainsFunc)$/;

/** The call that sifts a list by the function around this one. */
function siftOf(unit: Reading['unit'], call: SyntaxNode): SyntaxNode | null {
  const fn = enclosing(call, 'function');
  const sift = fn?.role === 'call.argument' ? fn.parent : null;
  const callee = sift == null ? null : childOf(sift, 'call.callee');
  return sift != null && callee !== null && SIFTS.test(lastName(unit, callee) ?? '') ? sift : null;
}

/** The `if` whose condition it is part of. */
function branchOf(call: SyntaxNode): SyntaxNode | null {
  for (let at = call; at.parent !== null && at.kind !== 'function' && at.kind !== 'block'; at = at.parent)
    if (at.role === 'if.condition') return at.parent;
  return null;
}

function normOfCall({ words, verdict }: { readonly words: string; readonly verdict: Verdict }): string {
  return `${verdict === 'refuses' ? '!' : ''}${words.replace(/ /g, '-')}`;
}

/** The check of this branch is a guard, and told. */
function isTold(checks: GuardReading, branch: SyntaxNode): boolean {
  const isIn = ({ node }: { readonly node: SyntaxNode }): boolean =>
    branch.start <= node.start && node.end <= branch.end;
  for (let at = branch.parent; at !== null; at = at.parent) {
    if (at.kind !== 'function') continue;
    return checks.checksIn(at).checks.some(isIn);
  }
  return checks.unit.language.id === 'php' && pageChecks(checks).some(isIn);
}

function toSite(node: SyntaxNode, norm: string, name: string, why: string): Site {
  return {
    kind: 'identity.guard',
    action: 'require-scope',
    resource: { kind: 'policy', value: known(name), norm },
    node,
    evidence: [{ node, role: 'guard' }],
    tier: 'name',
    why: [why],
  };
}
