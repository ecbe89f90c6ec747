import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { isSeveral } from '../resolve/several.ts';
import type { FileReading } from '../define.ts';
import { lastName } from './paths.ts';
import { wordsOf } from './words.ts';

/** What a name says of how a call went: `err` of `user, err := load(r)`, `ok` of `user, ok := v.(*User)`. */
export interface Outcome {
  readonly call: SyntaxNode;
  /** The name is there when the call failed. */
  readonly isFailure: boolean;
  /** What the call's first value is called. */
  readonly given: string | null;
}

const FAILURE = /^(?:err|error)(?:[A-Z0-9]\w*)?$|Err$/;
const SUCCESS = /^(?:ok|found|exists|valid|isValid)(?:[A-Z0-9]\w*)?$|(?:Ok|OK)$/;

export function outcomeNamed({ unit, scopes }: FileReading, node: SyntaxNode): Outcome | null {
  if (!unit.language.returnsSeveral) return null;
  const name = unit.textOf(node);
  const isFailure = FAILURE.test(name);
  if (!isFailure && !SUCCESS.test(name)) return null;
  const binding = scopes.lookUp(name, node);
  const value = binding?.how === 'assign' ? childOf(binding.node, 'assign.value') : null;
  if (binding === null || value === null || isSeveral(value)) return null;
  const isFirst = binding.keys.length === 0 || binding.keys[0] === '0';
  if (isFirst && !isFailure) return null;
  const target = childOf(binding.node, 'assign.target');
  const first = isFirst || target?.kind !== 'array' ? undefined : target.children[0];
  const given = first?.kind === 'name' ? unit.textOf(first) : null;
  return { call: value, isFailure, given: given === '_' ? null : given };
}

/** The value among several that says how it went is the last: `return nil, ErrForbidden`. */
export function outcomeReturned(value: SyntaxNode): SyntaxNode {
  return isSeveral(value) ? value.children[value.children.length - 1]! : value;
}

/** An error that is made or handed on. */
export const AN_ERROR =
  /^(?:\w+\.)?(?:err|Err)(?:[A-Z]\w*)?$|^(?:\w+\.)?Err[A-Z]\w*\(|^(?:errors|fmt|xerrors|status)\.(?:New|Errorf|Error|Wrap|Wrapf|WithMessage)\(/;

const NO_ERROR = /^(?:err(?:or)? ?(?:code )?)?(?:none|no ?err(?:or)?|ok|success|nil)$/;

/** `code != ErrNone`: a constant that says that nothing went wrong, of projects whose errors are numbers. */
export function isNoError(reading: FileReading, outcome: SyntaxNode, constant: SyntaxNode): boolean {
  return (
    outcome.kind === 'name' &&
    (constant.kind === 'name' || constant.kind === 'member') &&
    NO_ERROR.test(wordsOf(lastName(reading.unit, constant) ?? '')) &&
    outcomeNamed(reading, outcome)?.isFailure === true
  );
}
