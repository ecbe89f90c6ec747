import type { SyntaxNode } from '../../model/syntax.ts';
import { alternativesOf } from '../../model/requirement.ts';
import { childOf } from '../../text/tree.ts';
import { readRequirements } from './clauses.ts';
import type { FoundGuard, GuardReading } from './define.ts';
import type { Atom } from './atom.ts';
import { type Formula, negate } from './formula.ts';
import { placed } from './placed.ts';
import { wordsOf } from './words.ts';

const NOTHING = /^(?:None|null|undefined|\{\}|\[\]|''|""|nil|void 0|\{\s*\}|dict\(\)|list\(\)|False|false)$/;

/** Names of what decides whether something is shown. */
const SHOWS = /^(?:show|expose|include|reveal|can|may|should|is|has|allow|allowed|visible)\b/;

/** `ip: viewer.isAdmin ? post.ip : undefined`: who may not see it is given nothing in its place. */
export function shownOnly(reading: GuardReading, node: SyntaxNode): readonly FoundGuard[] {
  if (!/^(?:entry\.value|keyword\.value|assign\.value)$/.test(node.role ?? '')) return [];
  const [condition, then, otherwise] = ['if.condition', 'if.then', 'if.else'].map((role) => childOf(node, role));
  if (!condition || !then || !otherwise) return [];
  const [inThen, inElse] = [isNothing(reading, then), isNothing(reading, otherwise)];
  if (inThen === inElse) return [];
  const asked = reading.conditionOf(condition);
  return rightsIn(reading, inElse ? asked : negate(asked), node, condition);
}

/** `if (!viewer.isAdmin) post.ip = null`. */
export function blankedFor(
  reading: GuardReading,
  branch: SyntaxNode,
  path: Formula<Atom>,
  owner: SyntaxNode,
): readonly FoundGuard[] {
  const statements = (branch.kind === 'block' ? branch.children : [branch]).filter((child) => child.kind !== 'comment');
  const condition = childOf(owner, 'if.condition');
  if (condition === null || statements.length === 0 || statements.length > 6) return [];
  const isBlanking = statements.every((statement) => {
    const target = statement.kind === 'assign' ? childOf(statement, 'assign.target') : null;
    const value = statement.kind === 'assign' ? childOf(statement, 'assign.value') : null;
    return target?.kind === 'member' && value !== null && isNothing(reading, value);
  });
  return isBlanking ? rightsIn(reading, negate(path), owner, condition) : [];
}

function isNothing({ unit }: GuardReading, node: SyntaxNode): boolean {
  return node.end - node.start < 12 && NOTHING.test(unit.textOf(node));
}

/** That somebody is there at all is asked before many a value is read, whoever may see it. */
function rightsIn(
  reading: GuardReading,
  asked: Formula<Atom>,
  node: SyntaxNode,
  condition: SyntaxNode,
): readonly FoundGuard[] {
  const written = reading.unit.textOf(condition);
  const isSaid =
    /authenticated|logged_?in/i.test(written) || (condition.kind === 'name' && SHOWS.test(wordsOf(written)));
  return readRequirements(asked, 'hint').asked.flatMap(({ requirement, condition: on, tier }) => {
    const isOfRights = alternativesOf(requirement).every(
      ({ kind, value }) =>
        kind === 'role' || kind === 'scope' || (kind === 'owner' && value !== 'parent') || (kind === 'auth' && isSaid),
    );
    return isOfRights
      ? [{ ...placed(reading, node, requirement, tier), ...(on === null ? {} : { condition: on }) }]
      : [];
  });
}
