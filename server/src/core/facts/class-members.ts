import type { SyntaxNode } from '../model/syntax.ts';
import { childOf } from '../text/tree.ts';

interface Members {
  /** Of each class: fields, methods, what is assigned to either. */
  readonly members: Map<SyntaxNode, Map<string, SyntaxNode>>;
  /** Of each class: what its methods assign. */
  readonly assigned: ReadonlyMap<SyntaxNode, ReadonlyMap<string, SyntaxNode>>;
  readonly addMember: (owner: SyntaxNode, name: string, value: SyntaxNode) => void;
}

/** `isApart`: a field and a method may share a name. */
export function createMembers(isApart: boolean): Members {
  const members = new Map<SyntaxNode, Map<string, SyntaxNode>>();
  const assigned = new Map<SyntaxNode, Map<string, SyntaxNode>>();

  function addMember(owner: SyntaxNode, name: string, value: SyntaxNode): void {
    const map = members.get(owner) ?? new Map<string, SyntaxNode>();
    members.set(owner, map);
    const known = map.get(name);
    if (isApart && known !== undefined && (known.kind === 'function') !== (value.kind === 'function')) {
      // A field and a method of one name: the method moves aside.
      const method = known.kind === 'function' ? known : value;
      if (!map.has(`${name}()`)) map.set(`${name}()`, method);
      if (known === method) map.set(name, value);
      if (value.kind !== 'assign') return;
    }
    // `self.client = None` in the constructor and the client on first use: what it becomes says what it is.
    if (known === undefined || (isEmpty(known) && !isEmpty(value)) || isMade(known, value)) map.set(name, value);
    if (value.kind !== 'assign' && value.kind !== 'keyword') return;
    const given = assigned.get(owner) ?? new Map<string, SyntaxNode>();
    assigned.set(owner, given);
    const first = given.get(name);
    if (first === undefined || (givesNothing(first) && !givesNothing(value))) given.set(name, value);
  }

  return { members, assigned, addMember };
}

/** The member a name means: of a field and a method of one name, the method when it is called. */
export function memberNamed<T>(members: ReadonlyMap<string, T>, name: string, isCalled: boolean): T | undefined {
  return (isCalled ? members.get(`${name}()`) : undefined) ?? members.get(name);
}

/** `private Client $http;` whose constructor makes it: how it is made says more than its type. */
function isMade(known: SyntaxNode, value: SyntaxNode): boolean {
  const isDeclared =
    (known.kind === 'field' && childOf(known, 'field.value') === null) ||
    (known.kind === 'assign' && childOf(known, 'assign.type') !== null && childOf(known, 'assign.value') === null);
  if (!isDeclared || value.kind !== 'assign') return false;
  return ['new', 'call'].includes(childOf(value, 'assign.value')?.kind ?? '');
}

/** A member that is declared, or set to nothing. */
function isEmpty(member: SyntaxNode): boolean {
  if (member.kind !== 'assign') return false;
  const value = childOf(member, 'assign.value');
  return value === null ? childOf(member, 'assign.type') === null : value.kind === 'null';
}

/** `client: Any`, `self.client = None`. */
function givesNothing(node: SyntaxNode): boolean {
  return node.kind === 'assign' && (childOf(node, 'assign.value')?.kind ?? 'null') === 'null';
}
