import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants } from '../../text/tree.ts';
import type { Unit } from '../unit.ts';

/** Statements in front of a use that are looked at, and conditions around it. */
const MAX_STATEMENTS = 60;
const MAX_NODES = 200;

const ASKS =
  /^(?:includes|has|contains|containsKey|Contains|ContainsKey|TryGetValue|test|match|fullmatch|MatchString|matches|indexOf|search|some|every|isin|hasOwn|hasOwnProperty|startsWith|startswith|HasPrefix|StartsWith|IsMatch|isdigit|isalnum|isidentifier|isInteger|is_relative_to|in_array|array_key_exists|preg_match|str_starts_with|filter_var|ctype_\w+|(?:include|key|has_key|member|in|match|start_with|cover)\?|(?:[iI]s|[vV]alidate|[cC]heck|[vV]erify)_?[A-Z]?\w*)$/;
const STOPS = /^(?:assert|ensure|validate|check|verify|require|guard|reject|confirm|approve)_?(?:[A-Z_]\w*)?$/;

/**
 * A value is only what is known beforehand where it is used: it is compared with what is written out or looked up in a list, and
 * all else has left by then.
 */
export function isChecked(unit: Unit, node: SyntaxNode): boolean {
  const text = unit.textOf(node);
  if (text.length > 80) return false;
  let statements = 0;
  for (let at = node; at.parent !== null && at.kind !== 'function'; at = at.parent) {
    const { parent } = at;
    if (parent.kind === 'if' && (at.role === 'if.then' || at.role === 'if.else')) {
      const condition = childOf(parent, 'if.condition');
      if (condition !== null && asks(unit, condition, text)) return true;
    }
    if (parent.kind !== 'block') continue;
    for (let place = parent.children.indexOf(at) - 1; place >= 0; place -= 1) {
      if ((statements += 1) > MAX_STATEMENTS) return false;
      if (stops(unit, parent.children[place]!, text)) return true;
    }
  }
  return false;
}

/** `if (!ALLOWED.has(cmd)) return`, `assert cmd in ALLOWED`, `ensureAllowed(cmd)`. */
function stops(unit: Unit, statement: SyntaxNode, text: string): boolean {
  if (statement.kind === 'if') {
    const condition = childOf(statement, 'if.condition');
    const then = childOf(statement, 'if.then');
    return condition !== null && (then === null || leaves(unit, then)) && asks(unit, condition, text);
  }
  const call = statement.kind === 'await' ? statement.children[0] : statement;
  if (call?.kind !== 'call') return false;
  const name = lastName(unit, call);
  return (
    name !== null && STOPS.test(name) && childrenOf(call, 'call.argument').some((arg) => unit.textOf(arg) === text)
  );
}

function leaves(unit: Unit, body: SyntaxNode): boolean {
  const last = body.kind === 'block' ? body.children.findLast((child) => child.kind !== 'comment') : body;
  if (last === undefined) return false;
  if (last.kind === 'return' || last.kind === 'throw') return true;
  // `redirect_to root_path and return`
  if (last.kind === 'binary') return childOf(last, 'binary.right')?.kind === 'return';
  const name = last.kind === 'call' ? lastName(unit, last) : null;
  return name !== null && /^(?:exit|die|abort|halt|panic|Fatal|Fatalf|raise|fail|redirect|notFound)$/.test(name)
    ? true
    : /^(?:continue|break)\b/.test(unit.textOf(last));
}

/** The condition compares the value with what is known, and not only with nothing. */
function asks(unit: Unit, condition: SyntaxNode, text: string): boolean {
  let left = MAX_NODES;
  for (const node of descendants(condition, (each) => each.kind !== 'function')) {
    if ((left -= 1) < 0) return false;
    if (node.kind === 'binary') {
      const sides = [childOf(node, 'binary.left'), childOf(node, 'binary.right')];
      const operator = childOf(node, 'binary.operator');
      const word = operator === null ? '' : unit.textOf(operator).trim();
      const other = sides.find((side) => side !== null && unit.textOf(side) !== text);
      if (!sides.some((side) => side !== null && unit.textOf(side) === text) || other == null) continue;
      if (/^(?:not\s+)?in$/.test(word)) return true;
      if (/^[!=]==?$/.test(word) && other.kind === 'string' && other.end - other.start > 2) return true;
      continue;
    }
    // `isset($pages[$name])`, `if (!ALLOWED[name])`: looked up in a list.
    const key = node.kind === 'index' ? childOf(node, 'index.key') : null;
    if (key !== null && unit.textOf(key) === text) return true;
    if (node.kind !== 'call') continue;
    const name = lastName(unit, node);
    const callee = childOf(node, 'call.callee');
    const object = callee === null ? null : childOf(callee, 'member.object');
    const given = [...childrenOf(node, 'call.argument'), ...(object === null ? [] : [object])];
    if (name !== null && ASKS.test(name) && given.some((each) => unit.textOf(each) === text)) return true;
  }
  // `_, ok := allowed[name]; !ok`
  return false;
}

function lastName(unit: Unit, call: SyntaxNode): string | null {
  const callee = childOf(call, 'call.callee');
  const property = callee === null ? null : callee.kind === 'name' ? callee : childOf(callee, 'member.property');
  return property === null || property.end - property.start > 60 ? null : unit.textOf(property);
}
