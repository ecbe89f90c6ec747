import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { classify } from '../data-classes.ts';
import { handoversOf } from '../data-handovers.ts';
import { isSanitizer } from '../data-sanitizers.ts';
import type { Reading } from '../define.ts';
import { plainCalls } from './call-options.ts';
import { exposedKey } from './exposed-key.ts';
import { exposedFields } from './fields.ts';
import { plainFields } from './kept-fields.ts';
import { lastName, terminalName, useOf } from './use.ts';

const MAX_EXPOSED = 2000;

/**
 * Where values stand as they are, and records with all of their fields. That a protection is gone is only a loss where what it
 * protected is still there.
 */
export function exposedOf(reading: Reading): readonly string[] {
  if (!reading.unit.language.isCode) return [];
  const found: string[] = [];
  const add = (node: SyntaxNode, dataClass: string, use: string | null): void => {
    // What a mask or a cipher is called with does not stand in the open.
    const isHidden =
      use?.startsWith('argument:') === true && isSanitizer(use.slice('argument:'.length).replaceAll('-', '_'), null);
    if (use !== null && !isHidden && found.length < MAX_EXPOSED)
      found.push(exposedKey(reading.subjectOf(node).symbol, dataClass, use));
  };
  const handovers = handoversOf(reading);
  const told = new Set<SyntaxNode>();
  for (const { value, name, key } of candidates(reading)) {
    const { state, leaks } = handovers.trace(value);
    const use = useOf(reading, value);
    for (const dataClass of new Set(leaks.map((leak) => leak.dataClass))) add(value, dataClass, use);
    if (state === 'opaque' && key !== null) {
      const byKey = classify({ name: key });
      if (byKey !== null) add(value, byKey.dataClass.id, use);
    }
    if (name !== null) told.add(value);
  }
  for (const { leak, into } of handovers.found)
    if (into.through.length === 0 && !told.has(leak.node)) add(leak.node, leak.dataClass, useOf(reading, leak.node));
  for (const { symbol, dataClass, use } of [...exposedFields(reading), ...plainFields(reading), ...plainCalls(reading)])
    found.push(exposedKey(symbol, dataClass, use));
  return found;
}

function isRead(node: SyntaxNode, hasAccessors: boolean): boolean {
  if (node.kind === 'name' || node.kind === 'member' || node.kind === 'index') return true;
  return hasAccessors && node.kind === 'call' && childOf(node, 'call.argument') === null;
}

interface Candidate {
  readonly value: SyntaxNode;
  readonly name: string | null;
  readonly key: string | null;
}

/** Values whose own name, or the key that they are put under, reads as data about a person. */
function* candidates({ unit, resolver }: Reading): Generator<Candidate> {
  const known = new Map<string, boolean>();
  const tells = (name: string | null): boolean => {
    if (name === null) return false;
    let is = known.get(name);
    if (is === undefined) known.set(name, (is = classify({ name, owner: 'user' }) !== null));
    return is;
  };
  const one = function* (value: SyntaxNode | null, key: string | null): Generator<Candidate> {
    if (value === null || value.kind === 'function' || value.kind === 'string') return;
    const name = terminalName(unit, value);
    if (tells(name) || tells(key)) yield { value, name, key };
  };
  for (const kind of ['entry', 'keyword', 'assign'] as const)
    for (const node of unit.ofKind(kind)) {
      const target = childOf(
        node,
        kind === 'entry' ? 'entry.key' : kind === 'keyword' ? 'keyword.name' : 'assign.target',
      );
      if (kind === 'assign' && target?.kind !== 'member' && target?.kind !== 'index') continue;
      const last = target?.kind === 'member' || target?.kind === 'index' ? terminalName(unit, target) : null;
      const text = target === null ? null : unit.textOf(target);
      const key =
        kind === 'assign' ? last : text === null || text.length > 60 ? null : text.replace(/^["'`]|["'`]$/g, '');
      yield* one(childOf(node, `${kind}.value`), key);
    }
  for (const node of unit.ofKind('shorthand')) if (node.parent?.kind === 'object') yield* one(node, unit.textOf(node));
  for (const node of unit.ofKind('return')) yield* one(node.children[0] ?? null, null);
  for (const kind of ['call', 'new'] as const)
    for (const node of unit.ofKind(kind)) {
      if (isSanitizer(lastName(unit, childOf(node, 'call.callee')), resolver.calleeOf(node))) continue;
      for (const argument of childrenOf(node, 'call.argument'))
        if (isRead(argument, unit.language.hasAccessors)) yield* one(argument, null);
    }
}
