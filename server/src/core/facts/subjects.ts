import type { Subject, SubjectType } from '../model/fact.ts';
import type { SyntaxNode } from '../model/syntax.ts';
import type { LineSpan } from '../model/text.ts';
import { descendants, enclosing } from '../text/tree.ts';
import type { Reading, Route } from './define.ts';
import { identifiesCaller } from '../model/requirement.ts';
import { declaredName, symbolPath } from './names.ts';
import type { Unit } from './unit.ts';

/** A thing that facts hang on, as it stands on one side: for pairing it with the same thing on the other. */
export interface SubjectBody {
  readonly type: SubjectType;
  readonly symbol: string;
  /** Hash of the text without white space and comments. */
  readonly bodyHash: string;
  /** Hashes of the distinct words of the body, sorted: for overlap. At most 400. Numbers, so that no text is kept alive. */
  readonly words: readonly number[];
  /** Lines it takes: of a route where it is registered, and its handler where that stands elsewhere. */
  readonly lines: readonly LineSpan[];
}

/** Facts at the top level of a file hang on the file itself, whatever it is called. */
export const FILE_SUBJECT: Subject = { type: 'file', symbol: '(file)' };

/** Who reaches a route: a guard that is lifted or stands only in places, or that asks nobody who they are, keeps nobody out. */
export function exposureOf(route: Route): 'public' | 'authenticated' {
  return route.guards.some((guard) => guard.condition === undefined && identifiesCaller(guard))
    ? 'authenticated'
    : 'public';
}

/** What a node belongs to: the route whose handler it is in, else the nearest named function or class, else the file. */
export function createSubjectOf(unit: Unit, routes: readonly Route[]): (node: SyntaxNode) => Subject {
  const byHandler = new Map<SyntaxNode, Route>();
  const byNode = new Map<SyntaxNode, Route>();
  for (const route of routes) {
    if (route.handler !== null && !byHandler.has(route.handler)) byHandler.set(route.handler, route);
    byNode.set(route.node, route);
  }
  const memo = new Map<SyntaxNode, Subject>();
  const routeSubject = (route: Route): Subject => ({
    type: 'route',
    symbol: route.symbol,
    exposure: exposureOf(route),
  });
  const find = (node: SyntaxNode): Subject => {
    for (let at: SyntaxNode | null = node; at !== null; at = at.parent) {
      const known = memo.get(at);
      if (known !== undefined) return known;
      const route = byHandler.get(at) ?? byNode.get(at);
      if (route !== undefined) return routeSubject(route);
      if (at.kind === 'function' && declaredName(unit, at) !== null)
        return { type: 'function', symbol: symbolPath(unit, at)! };
      if ((at.kind === 'class' || at.kind === 'interface') && declaredName(unit, at) !== null) {
        return { type: 'class', symbol: symbolPath(unit, at)! };
      }
    }
    return FILE_SUBJECT;
  };
  return (node) => {
    const subject = find(node);
    memo.set(node, subject);
    return subject;
  };
}

export function readSubjects(
  { unit, routes }: Reading,
  others: readonly { readonly subject: Subject; readonly node: SyntaxNode }[],
): readonly SubjectBody[] {
  const bodies: SubjectBody[] = [];
  const wordAt = createWordAt(unit);
  // Of jobs that share a script each has all of it.
  const known = new Map<SyntaxNode, ReturnType<typeof fingerprint>>();
  const add = (type: SubjectType, symbol: string, node: SyntaxNode, places = [node]): void => {
    const body = known.get(node) ?? fingerprint(node, wordAt);
    known.set(node, body);
    bodies.push({ type, symbol, ...body, lines: places.map((place) => linesOf(unit, place)) });
  };
  // What is put in front of a path is no thing of its own: it stays when the guard goes.
  for (const route of routes)
    if (route.method !== 'BELOW') {
      const { symbol, node, handler } = route;
      add('route', symbol, handler ?? node, handler === null ? [node] : [node, handler]);
    }
  for (const { subject, node } of others) add(subject.type, subject.symbol, node);
  for (const kind of ['function', 'class', 'interface'] as const) {
    for (const node of unit.ofKind(kind)) {
      if (declaredName(unit, node) === null) continue;
      add(kind === 'function' ? 'function' : 'class', symbolPath(unit, node)!, node);
    }
  }
  return bodies;
}

function linesOf(unit: Unit, node: SyntaxNode): LineSpan {
  const { start, end } = unit.rangeOf(node);
  return { start: start.line, lines: end.line + 1 - start.line };
}

const MAX_WORDS = 400;

/**
 * Both numbers of a body are sums over its words in order, 32 bits each: two bodies that meet in both are paired as one
 * that moved, and their facts are compared all the same.
 */
function fingerprint(node: SyntaxNode, wordAt: (leaf: SyntaxNode) => number): Pick<SubjectBody, 'bodyHash' | 'words'> {
  const words = new Set<number>();
  let one = FNV_BASIS;
  let other = 0;
  for (const at of descendants(node)) {
    if (at.children.length > 0 || at.kind === 'comment') continue;
    const word = wordAt(at);
    one = Math.imul(one ^ word, FNV_PRIME);
    other = (Math.imul(other, 31) + word) | 0;
    if (words.size < MAX_WORDS) words.add(word);
  }
  return { bodyHash: `${one >>> 0} ${other >>> 0}`, words: [...words].sort((a, b) => a - b) };
}

/** A word stands in as many bodies as there are declarations around it, and is hashed once. */
function createWordAt(unit: Unit): (leaf: SyntaxNode) => number {
  const known = new Int32Array(unit.tree.nodes.length);
  return (leaf) => {
    const word = known[leaf.index]! || hashWord(unit.textOf(leaf)) || 1;
    known[leaf.index] = word;
    return word;
  };
}

const FNV_BASIS = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;

/** FNV-1a, 32 bits: two words that meet only make two bodies look a little more alike. */
export function hashWord(word: string): number {
  let hash = FNV_BASIS;
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), FNV_PRIME);
  return hash;
}

/**
 * Lines of the innermost declaration around a node that has a name; of code without names (a handler that is handed over
 * inline), those of the outermost one. Null: it stands at the top of the file.
 */
export function declarationLines(unit: Unit, node: SyntaxNode): LineSpan | null {
  let found: SyntaxNode | null = null;
  for (let at: SyntaxNode | null = node; at !== null; at = at.parent) {
    if (at.kind !== 'function' && at.kind !== 'class' && at.kind !== 'interface') continue;
    found = at;
    if (declaredName(unit, at) !== null) break;
  }
  if (found === null) return null;
  const { start, end } = unit.rangeOf(found);
  return { start: start.line, lines: end.line - start.line + (end.character > 0 ? 1 : 0) };
}

/** The innermost declaration around a node, for people. */
export function anchorOf(unit: Unit, node: SyntaxNode): string {
  const declaration =
    node.kind === 'function' || node.kind === 'class' ? node : enclosing(node, 'function', 'class', 'interface');
  return declaration === null ? '' : (symbolPath(unit, declaration) ?? '');
}
