import type { Node, QueryMatch } from 'web-tree-sitter';
import type { NodeKind, SyntaxNode, SyntaxTree } from '../model/syntax.ts';
import { append, draft, type DraftNode } from './draft.ts';
import type { LoadedLanguage } from './load-grammar.ts';
import { foldEntry, gatherMember, moveLeading, repeatForEach } from './reshape.ts';

/** Everything the patterns say about one node of the grammar's tree. */
interface Slot {
  readonly node: Node;
  readonly start: number;
  readonly end: number;
  kind: NodeKind | null;
  kindFrom: number;
  role: string | null;
  roleFrom: number;
  implied: NodeKind;
  /** `#set! around`: the kind outside, and the role of what stays inside. */
  outer: NodeKind | null;
  innerRole: string | null;
  fold: NodeKind | null;
  gather: string | null;
  each: string | null;
  through: boolean;
  opaque: boolean;
  leading: boolean;
}

/** Children go to `node`. A frame of a `_through` hands `pending`, its role, to the first of them without one. */
interface Frame {
  readonly end: number;
  readonly node: DraftNode;
  readonly opaque: boolean;
  pending: string | null;
}

/**
 * The containment tree of what was captured, under a root block that spans the text, and where the tolerated errors
 * start. Nothing here recurses: depth costs memory, not stack.
 */
export function lower(
  matches: readonly QueryMatch[],
  text: string,
  language: LoadedLanguage,
): Pick<SyntaxTree, 'root' | 'nodes'> & { readonly tolerated: ReadonlySet<number> } {
  const { root, tolerated } = lowerPart(matches, text, language, { start: 0, end: text.length });
  return { root, nodes: numberNodes(root), tolerated };
}

/** What stands inside the span. `isOpen`: the last of it belongs to what follows the span. The root is not numbered. */
export function lowerPart(
  matches: readonly QueryMatch[],
  text: string,
  language: LoadedLanguage,
  span: { readonly start: number; readonly end: number },
): { readonly root: DraftNode; readonly tolerated: ReadonlySet<number>; readonly isOpen: boolean } {
  const root = draft('block', null, 0, text.length);
  const folded: { readonly node: DraftNode; readonly fold: NodeKind }[] = [];
  const gathered: { readonly node: DraftNode; readonly role: string }[] = [];
  const repeated: { readonly node: DraftNode; readonly role: string }[] = [];
  const leading = new Set<DraftNode>();
  const tolerated = new Set<number>();
  const frames: Frame[] = [{ end: Infinity, node: root, opaque: false, pending: null }];

  for (const slot of inDocumentOrder(collect(matches, language, tolerated))) {
    if (slot.start < span.start || slot.end > span.end) continue;
    let top = frames[frames.length - 1]!;
    while (top.end <= slot.start) {
      frames.pop();
      top = frames[frames.length - 1]!;
    }
    if (top.opaque) continue;

    const kind = slot.kind ?? slot.outer ?? (slot.role === null ? null : slot.implied);
    if (kind === 'template-text' && slot.role === null && top.node.kind !== 'template') continue;
    let role = kind === 'comment' ? null : slot.role;
    if (role === null && top.pending !== null && kind !== 'comment' && (kind !== null || slot.through)) {
      role = top.pending;
      top.pending = null;
    }
    if (slot.through || kind === null) {
      frames.push({ end: slot.end, node: top.node, opaque: slot.opaque, pending: role });
      continue;
    }
    let parent = top.node;
    if (slot.outer !== null) {
      const outer = draft(slot.outer, role, slot.start, slot.end);
      append(parent, outer);
      parent = outer;
      role = slot.innerRole;
    }
    const node = draft(slot.kind ?? slot.implied, role, slot.start, slot.end);
    append(parent, node);
    if (slot.fold !== null) folded.push({ node, fold: slot.fold });
    if (slot.gather !== null) gathered.push({ node, role: slot.gather });
    if (slot.each !== null) repeated.push({ node, role: slot.each });
    if (slot.leading) leading.add(node);
    frames.push({ end: slot.end, node, opaque: slot.opaque, pending: null });
  }

  moveLeading(leading);
  for (const { node, fold } of folded) foldEntry(node, fold);
  for (const { node, role } of gathered) gatherMember(node, role);
  for (const { node, role } of repeated) repeatForEach(node, role);
  const last = root.children.findLast(({ kind }) => kind !== 'comment');
  return { root, tolerated, isOpen: last !== undefined && leading.has(last) };
}

function collect(matches: readonly QueryMatch[], language: LoadedLanguage, tolerated: Set<number>): Slot[] {
  const byId = new Map<number, Slot>();
  const slots: Slot[] = [];
  for (const { patternIndex, captures } of matches) {
    const properties = language.properties[patternIndex]!;
    for (const { name, node } of captures) {
      let slot = byId.get(node.id);
      if (slot === undefined || slot.start !== node.startIndex) {
        slot = emptySlot(node);
        byId.set(node.id, slot);
        // Only what error recovery made up has no width.
        if (slot.end > slot.start) slots.push(slot);
      }
      const meaning = language.meanings.get(name)!;
      if (meaning.kind === 'kind') {
        if (properties.around !== null) {
          slot.outer = meaning.value;
          slot.innerRole = properties.around;
        } else if (patternIndex >= slot.kindFrom) {
          slot.kind = meaning.value;
          slot.kindFrom = patternIndex;
          slot.through = false;
        }
        slot.fold ??= properties.fold;
        slot.gather ??= properties.gather;
        slot.each ??= properties.each;
      } else if (meaning.kind === 'role') {
        if (patternIndex < slot.roleFrom) continue;
        slot.role = meaning.value;
        slot.roleFrom = patternIndex;
        slot.implied = meaning.implied;
      } else if (meaning.value === '_through') {
        if (patternIndex < slot.kindFrom) continue;
        slot.through = true;
        slot.kindFrom = patternIndex;
      } else if (meaning.value === '_opaque') slot.opaque = true;
      else if (meaning.value === '_leading') slot.leading = true;
      else tolerated.add(slot.start);
    }
  }
  return slots;
}

function emptySlot(node: Node): Slot {
  return {
    node,
    start: node.startIndex,
    end: node.endIndex,
    kind: null,
    kindFrom: -1,
    role: null,
    roleFrom: -1,
    implied: 'other',
    outer: null,
    innerRole: null,
    fold: null,
    gather: null,
    each: null,
    through: false,
    opaque: false,
    leading: false,
  };
}

/** Outer before inner. Of two nodes with one range the outer is the one with more below it. */
function inDocumentOrder(slots: Slot[]): Slot[] {
  return slots.sort((a, b) => a.start - b.start || b.end - a.end || b.node.descendantCount - a.node.descendantCount);
}

/** All nodes in document order, each with its place in that order. */
export function numberNodes(root: DraftNode): SyntaxNode[] {
  const nodes: DraftNode[] = [];
  const stack = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    node.index = nodes.length;
    nodes.push(node);
    for (let i = node.children.length - 1; i >= 0; i -= 1) stack.push(node.children[i]!);
  }
  return nodes;
}
