import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { valueGiven } from '../value-given.ts';
import { actorIn } from './actor.ts';
import { textsOfArguments } from './arguments.ts';
import { actorAtom, type Atom, type OtherAtom } from './atom.ts';
import { readComparison } from './comparison.ts';
import type { GuardReading } from './define.ts';
import { always, both, either, type Formula, isTooLarge, literal, literalsOf, negate } from './formula.ts';
import { inputTruth } from './input.ts';
import { requirementInName } from './names.ts';
import { leftOver } from './left-over.ts';
import { askedToBeThere } from './matched.ts';
import { constantAt, lastName, pathAt, type Path } from './paths.ts';
import { lookupAt } from './lookups.ts';
import { outcomeNamed, type Outcome } from './outcome.ts';
import { meaningOfFlag, truthOf } from './properties.ts';
import { readEnsured, readQuestion } from './question.ts';
import { teamRequirement } from './team-guards.ts';
import { askedByRecord } from './told-by-record.ts';
import { askedOfRights } from './of-policies.ts';
import { rightByKey } from './rights-by-key.ts';
import { readPart } from './verdict-parts.ts';
import { takenForPattern } from './taken-for-pattern.ts';
import { wordsOf } from './words.ts';

const ENVIRONMENT =
  /\b(?:process\.env|import\.meta\.env|os\.environ|os\.getenv|settings|app\.config|current_app|config|environ|env|NODE_ENV|DEBUG|__DEV__|is ?dev(?:elopment)?|is ?prod(?:uction)?|is ?test(?:ing)?|environment|is ?local|self hosted|feature ?flags?|deno\.env)\b/i;
const FLAG =
  /\b(?:feature|flags?|toggle|experiment|enabled|disabled|skip|bypass|enforce|strict|insecure|dry ?run|auth ?disabled|allow anonymous|no auth)\b/i;
const REQUEST =
  /^(?:req|request|ctx|context|event|c|self|this)\b.*\b(?:method|path|url|headers?|host|hostname|ip|query|params|body|original url|path info|get|form|args|json|endpoint|protocol|content type)\b/i;

/** Operators that give the other answer, by what they ask. */
export const LIKE: Readonly<Record<string, string>> = {
  '!=': '==',
  '!==': '===',
  'is not': 'is',
  'not in': 'in',
  '<>': '=',
};

/** What holds when `node` is true. What grows past its bound is about something else, as far as anybody can tell. */
export function readCondition(reading: GuardReading, node: SyntaxNode, depth = 0): Formula<Atom> {
  const formula = depth > 12 ? null : readAsked(reading, node, (at) => readCondition(reading, at, depth + 1));
  return formula === null || isTooLarge(formula) ? literal(otherAtom(reading, node)) : formula;
}

function readAsked(reading: GuardReading, node: SyntaxNode, inner: (at: SyntaxNode) => Formula<Atom>): Formula<Atom> {
  switch (node.kind) {
    case 'boolean':
      return always(/^true$/i.test(reading.unit.textOf(node)));
    case 'unary': {
      const operator = childOf(node, 'unary.operator');
      const operand = childOf(node, 'unary.operand');
      // `unless x` has its word outside.
      const isNot = operator === null || ['!', 'not'].includes(reading.unit.textOf(operator));
      return isNot && operand !== null ? negate(inner(operand)) : literal(otherAtom(reading, node));
    }
    case 'binary':
      return leftOver(reading, node) ?? readBinary(reading, node, inner);
    case 'if': {
      const [condition, then, otherwise] = ['if.condition', 'if.then', 'if.else'].map((role) => childOf(node, role));
      if (!condition || !then || !otherwise) return literal(otherAtom(reading, node));
      const asked = inner(condition);
      return either(both(asked, inner(then)), both(negate(asked), inner(otherwise)));
    }
    case 'call':
    case 'new': {
      const there = askedToBeThere(reading, node);
      if (there !== null) return there.holds ? inner(there.value) : negate(inner(there.value));
      return askedByRecord(reading, node) ?? readQuestion(reading, node) ?? readPath(reading, node);
    }
    case 'await':
    case 'other':
    case 'array': {
      const [only, ...more] = node.children.filter((child) => child.kind !== 'comment');
      return only !== undefined && more.length === 0 ? inner(only) : literal(otherAtom(reading, node));
    }
    case 'assign': {
      const value = childOf(node, 'assign.value');
      return value === null ? literal(otherAtom(reading, node)) : inner(value);
    }
    case 'null':
      return always(false);
    case 'name':
    case 'shorthand':
      return readName(reading, node);
    default:
      return readPart(reading, node) ?? rightByKey(reading, node) ?? readPath(reading, node);
  }
}

function readBinary(reading: GuardReading, node: SyntaxNode, inner: (at: SyntaxNode) => Formula<Atom>): Formula<Atom> {
  const left = childOf(node, 'binary.left');
  const right = childOf(node, 'binary.right');
  const operators = childrenOf(node, 'binary.operator').map((operator) => reading.unit.textOf(operator));
  if (left === null || right === null || operators.length !== 1) return literal(otherAtom(reading, node));
  const [operator = ''] = operators;
  if (operator === '&&' || operator === 'and') return both(inner(left), inner(right));
  if (operator === '||' || operator === 'or') return either(inner(left), inner(right));
  if (operator === '??') return inner(left);
  const taken = operator === 'is' ? takenForPattern(reading.unit, right) : null;
  if (taken !== null) {
    const first = readComparison(reading, '==', left, taken.pattern) ?? literal(otherAtom(reading, left));
    return taken.rest.reduce(
      (formula, { isAll, node: part }) => (isAll ? both(formula, inner(part)) : either(formula, inner(part))),
      taken.isNot ? negate(first) : first,
    );
  }
  return readComparison(reading, operator, left, right) ?? readUnlike(reading, node, operator);
}

/** `a !== b` is no question of its own: it is the answer no to `a === b`. */
function readUnlike(reading: GuardReading, node: SyntaxNode, operator: string): Formula<Atom> {
  const atom = otherAtom(reading, node);
  const like = LIKE[operator];
  return like === undefined ? literal(atom) : negate(literal({ ...atom, text: atom.text.replace(operator, like) }));
}

/** A name: what it was assigned, when that is a question about the caller; else what it is called. */
function readName(reading: GuardReading, node: SyntaxNode): Formula<Atom> {
  const left = leftOver(reading, node) ?? readPart(reading, node);
  if (left !== null) return left;
  const outcome = outcomeNamed(reading, node);
  if (outcome !== null) {
    const asked = readOutcome(reading, outcome);
    return outcome.isFailure ? negate(asked) : asked;
  }
  const value = valueGiven(reading, node);
  if (value !== null && !(value.start <= node.start && node.start < value.end)) {
    const asked = unwrap(value);
    if (['binary', 'unary', 'call', 'if', 'boolean', 'index'].includes(asked.kind)) {
      const looked =
        asked.kind === 'call' && !reading.unit.language.returnsSeveral ? lookupAt(reading).get(asked) : undefined;
      // `if (!row) throw`: what is found only below its parent is there only for whoever was let in to the parent.
      if (looked?.limits.some((limit) => limit.value === 'parent') === true)
        return literal<Atom>(actorAtom('owner', 'parent', 'strong'));
      const formula = reading.conditionOf(asked);
      if ([...literalsOf(formula)].some(({ atom }) => atom.kind === 'actor')) return formula;
      if (asked.kind === 'unary' || (asked.kind === 'binary' && !isFallback(reading, asked))) return formula;
    }
  }
  return readPath(reading, node);
}

function isFallback(reading: GuardReading, node: SyntaxNode): boolean {
  const operator = childOf(node, 'binary.operator');
  return operator !== null && ['??', '||', 'or'].includes(reading.unit.textOf(operator));
}

function unwrap(node: SyntaxNode): SyntaxNode {
  return node.kind === 'await' && node.children[0] !== undefined ? unwrap(node.children[0]) : node;
}

/** `if err := requireAdmin(user); err != nil`: a check that answers with an error. */
function namedCheck(reading: GuardReading, call: SyntaxNode): Formula<Atom> | null {
  const callee = childOf(call, 'call.callee');
  const name = callee === null ? null : lastName(reading.unit, callee);
  const asked =
    teamRequirement(reading, call) ??
    (name === null ? null : requirementInName(name, textsOfArguments(reading, call), 'call'));
  return asked === null
    ? null
    : either(...asked.map(({ kind, value }) => literal<Atom>(actorAtom(kind, value, 'strong', 'name'))));
}

/** That a call came to something, as a statement about the caller: the user that `user, err := load(r)` gives is there. */
function readOutcome(reading: GuardReading, { call, given, isFailure }: Outcome): Formula<Atom> {
  const ensured = call.kind === 'call' && isFailure ? readEnsured(reading, call) : null;
  if (ensured !== null) return ensured;
  const question =
    call.kind === 'call'
      ? (askedByRecord(reading, call) ?? askedOfRights(reading, call) ?? readQuestion(reading, call))
      : null;
  const named = call.kind === 'call' ? namedCheck(reading, call) : null;
  const asked = question === null ? [] : [...literalsOf(question)].filter(({ atom }) => atom.kind === 'actor');
  // What answers with an error is made for what it refuses, whatever it is given.
  const isSure =
    !isFailure || named === null || asked.some(({ atom }) => atom.kind === 'actor' && atom.strength === 'strong');
  if (question !== null && asked.length > 0 && isSure) return question;
  if (named !== null) return named;
  const path = pathAt(reading, call);
  if (path === null || given === null) return question ?? readPath(reading, call);
  const actor = actorIn({ ...path, aliases: [...path.aliases, given] });
  const truth = actor === null ? null : truthOf(actor);
  return truth === null ? (question ?? readPath(reading, call)) : literal<Atom>(truth.atom, truth.holds);
}

/** A reference or a call that is asked for its truth. */
function readPath(reading: GuardReading, node: SyntaxNode): Formula<Atom> {
  const input = inputTruth(reading, node);
  if (input !== null) return input;
  const path = pathAt(reading, node);
  if (path === null) return literal(otherAtom(reading, node));
  const actor = actorIn(path);
  const truth = actor === null ? null : truthOf(actor);
  if (truth !== null) return literal<Atom>(truth.atom, truth.holds);
  const named = actor === null ? meaningOfName(path) : null;
  if (named !== null)
    return literal<Atom>(actorAtom(named.requirement.kind, named.requirement.value, 'weak', 'name'), named.holds);
  return literal(otherAtom(reading, node, path));
}

/** `isAdmin`, `canEdit`, `authorized`: a local name or a member that says what it stands for. States are of anything. */
function meaningOfName(path: Path): ReturnType<typeof meaningOfFlag> {
  for (const name of [...path.aliases.slice(-1), path.segments[path.segments.length - 1] ?? '']) {
    const words = wordsOf(name);
    const named = /^(?:owner|root|editor|manager|support|internal|developer|auth)$/.test(words)
      ? null
      : meaningOfFlag(words);
    // An address that nobody proved is nobody's, whatever it is read from.
    const isAddress = named?.requirement.value === 'email-verified';
    if (named !== null && (named.requirement.kind !== 'state' || isAddress)) return named;
  }
  return null;
}

export function otherAtom(reading: FileReading, node: SyntaxNode, known?: Path | null): OtherAtom {
  const text = reading.unit.textOf(node);
  const path = known === undefined ? pathAt(reading, node) : known;
  const spelled = path === null ? text : [...path.segments, ...path.aliases].join('.');
  const words = path === null ? text : [...path.segments, ...path.aliases].map(wordsOf).join(' ');
  const on = REQUEST.test(words)
    ? 'request'
    : ENVIRONMENT.test(spelled) || ENVIRONMENT.test(words)
      ? 'environment'
      : FLAG.test(words)
        ? 'flag'
        : 'data';
  return {
    kind: 'other',
    on,
    text: text.replace(/\s+/g, ' ').slice(0, 200),
    name: path === null ? null : nameOf(path),
    compared: path === null ? comparedIn(reading, node) : null,
  };
}

/** `group.type === Kind.Internal` -> `type-is-internal`; null when neither side has a name. */
function comparedIn(reading: FileReading, node: SyntaxNode): string | null {
  const names = ['binary.left', 'binary.right'].map((role) => {
    const side = childOf(node, role);
    const constant = side === null ? null : constantAt(reading, side);
    if (constant !== null) return { isConstant: true, text: constant };
    const path = side === null || side.kind === 'binary' ? null : pathAt(reading, side);
    const last = path?.segments[path.segments.length - 1];
    return last === undefined ? null : { isConstant: false, text: wordsOf(last).replace(/ /g, '-') };
  });
  const subject = names.find((name) => name?.isConstant === false);
  if (subject === undefined || subject === null || subject.text === '') return null;
  const other = names.find((name) => name?.isConstant === true) ?? names.find((name) => name !== subject);
  const text = other === undefined || other === null ? '' : wordsOf(other.text).replace(/ /g, '-').slice(0, 30);
  return text === '' ? subject.text : `${subject.text}-is-${text}`;
}

const ASKED = /^(?:can|allows|check|test|has|valid|isValid|is_valid|verify|passes|granted)\(\)$/;

/** The name of a check: of the call it comes from, which outlives a renamed local, else its own. */
function nameOf(path: Path): string | null {
  const at = path.segments.findLastIndex((segment) => segment.endsWith('()'));
  const call = path.segments[at];
  const made = path.segments[at - 1];
  // `EditPermission(post).can()`: what is asked says less than what it is asked of.
  if (call !== undefined && made !== undefined && ASKED.test(call) && /^[A-Z]\w*\(\)$/.test(made))
    return wordsOf(`${made} ${call}`).replace(/ /g, '-');
  const last = path.segments[path.segments.length - 1];
  const held = path.segments[path.segments.length - 2];
  // `!roles[given]`: whether a list has it.
  if (last === '[]' && held !== undefined && !held.endsWith('()'))
    return `listed-in-${wordsOf(held).replace(/ /g, '-')}`;
  const name = call ?? last ?? path.aliases[path.aliases.length - 1];
  return name === undefined ? null : wordsOf(name).replace(/ /g, '-');
}
