import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { partsOf, readAnswerPart } from './answer-parts.ts';
import type { Atom } from './atom.ts';
import type { GuardReading } from './define.ts';
import { AN_ERROR, outcomeReturned } from './outcome.ts';
import { answeredOnHanded } from './handed-conditions.ts';
import { always, both, either, type Formula, isTooLarge, literalsOf, negate } from './formula.ts';

const MAX_STATEMENTS = 40;

/** What holds when a function answers true, or that part of its answer; null when that is unknown, or more than can be told. */
export function readVerdict(reading: GuardReading, fn: SyntaxNode, part?: string): Formula<Atom> | null {
  const body = childOf(fn, 'function.body');
  if (body === null) return null;
  const formula =
    body.kind === 'block'
      ? readAnswer(reading, body.children, 0, answersOf(reading, fn, part))
      : readValue(reading, body, part);
  return formula === null || isTooLarge(formula) ? null : formula;
}

function answersOf(reading: GuardReading, fn: SyntaxNode, part?: string): Answers {
  return {
    ...(part === undefined ? {} : { part }),
    isError: reading.unit.language.returnsSeveral && isErrorType(reading, childrenOf(fn, 'function.returns').at(-1)),
  };
}

/** What holds when a function answers true; null when its answer says nothing about the caller. */
export function readPredicate(reading: GuardReading, fn: SyntaxNode): Formula<Atom> | null {
  const answers = answersOf(reading, fn);
  const formula = reading.verdictOf(fn);
  if (formula === null) return null;
  // That a value is there and well-formed is asked of names and tokens too: a validation, while nothing says that it denies.
  const isAboutCaller = ({ atom }: { readonly atom: Atom }): boolean =>
    atom.kind === 'actor' &&
    !/^(?:parent|same-owner)$/.test(atom.requirement.value) &&
    (!answers.isError || atom.strength === 'strong' || atom.requirement.kind !== 'auth');
  return [...literalsOf(formula)].some(isAboutCaller) ? formula : null;
}

interface Answers {
  /** The last value is an error: nothing there means that it went well. */
  readonly isError: boolean;
  readonly part?: string;
}

/** `isOwner ? { ok: true } : { ok: false, reason }`. */
function readChosen(reading: GuardReading, choice: SyntaxNode, part: string): Formula<Atom> {
  const [condition, then, other] = (['condition', 'then', 'else'] as const).map((role) =>
    childOf(choice, `if.${role}`),
  );
  if (!condition || !then || !other) return reading.conditionOf(choice);
  const asked = reading.conditionOf(condition);
  return either(both(asked, readValue(reading, then, part)), both(negate(asked), readValue(reading, other, part)));
}

/** An answer of several parts by the one that says how it went; one that is not there is false. */
function readValue(reading: GuardReading, value: SyntaxNode, part: string | undefined): Formula<Atom> {
  if (part === undefined) return reading.conditionOf(value);
  if (value.kind === 'if') return readChosen(reading, value, part);
  if (part === '0') return value.kind === 'array' ? reading.conditionOf(value.children[0] ?? value) : always(false);
  const parts = partsOf(value);
  if (parts === null)
    return (value.kind === 'call' ? answeredOnHanded(reading, value, part) : null) ?? reading.conditionOf(value);
  const entry = parts.map((child) => readAnswerPart(reading.unit, child)).find((each) => each?.key === part);
  const said = entry?.value ?? null;
  if (said === null) return always(entry !== undefined);
  return said.kind === 'string' || said.kind === 'template' ? always(true) : reading.conditionOf(said);
}

function isErrorType({ unit }: GuardReading, type: SyntaxNode | undefined): boolean {
  return type !== undefined && unit.textOf(type) === 'error';
}

/** `return nil` of a function that answers with an error is yes, any error is no; a check that is asked in turn answers for it. */
function readOutcome(reading: GuardReading, value: SyntaxNode, { isError }: Answers): Formula<Atom> {
  if (!isError) return reading.conditionOf(value);
  if (value.kind === 'null') return always(true);
  return value.kind === 'call' && !AN_ERROR.test(reading.unit.textOf(value))
    ? reading.conditionOf(value)
    : always(false);
}

/** Null: the statements come to no answer. */
function readAnswer(
  reading: GuardReading,
  statements: readonly SyntaxNode[],
  depth: number,
  answers: Answers,
): Formula<Atom> | null {
  if (statements.length > MAX_STATEMENTS || depth > 12) return null;
  for (const [index, statement] of statements.entries()) {
    const rest = (): Formula<Atom> | null => readAnswer(reading, statements.slice(index + 1), depth + 1, answers);
    switch (statement.kind) {
      case 'return': {
        const value = statement.children.find((child) => child.kind !== 'comment');
        if (value === undefined) return always(false);
        if (!reading.unit.language.returnsSeveral) return readValue(reading, value, answers.part);
        return readOutcome(reading, outcomeReturned(value), answers);
      }
      case 'throw':
        return always(false);
      case 'try':
        return readAnswer(
          reading,
          [...statement.children.filter((child) => child.kind !== 'catch'), ...statements.slice(index + 1)],
          depth + 1,
          answers,
        );
      case 'block':
        return readAnswer(reading, [...statement.children, ...statements.slice(index + 1)], depth + 1, answers);
      case 'if': {
        const condition = childOf(statement, 'if.condition');
        const then = childOf(statement, 'if.then');
        // Python's `elif` and `else` stand side by side.
        const otherwise = childrenOf(statement, 'if.else');
        if (condition === null || then === null || childOf(then, 'block.case') !== null) return null;
        const inThen = readAnswer(reading, [then], depth + 1, answers);
        const inElse = otherwise.length === 0 ? null : readAnswer(reading, otherwise, depth + 1, answers);
        if (inThen === null && inElse === null) continue;
        const asked = reading.conditionOf(condition);
        const after = inThen === null || inElse === null ? rest() : null;
        return either(
          both(asked, inThen ?? after ?? always(false)),
          both(negate(asked), inElse ?? after ?? always(false)),
        );
      }
      case 'comment':
        break;
      default: {
        const isLast = reading.unit.language.answersLast && index === statements.length - 1;
        if (isLast) return reading.conditionOf(statement);
      }
    }
  }
  return null;
}
