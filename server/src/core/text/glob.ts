/**
 * Globs without regular expressions: a pattern becomes a small automaton whose states are walked all at once, so a
 * match costs at most (pattern length x text length) steps, whatever the pattern.
 *
 * `*` any run without the separator, `**` any run, `?` one character that is no separator, `{a,b}` one of several;
 * braces nest. `**` + separator also stands for nothing, so `src/**` + `/x` matches `src/x`. Every other character is itself.
 */
export interface Glob {
  readonly pattern: string;
  readonly states: readonly State[];
  readonly separator: string | null;
}

type State =
  | { readonly kind: 'character'; readonly code: number; readonly next: number }
  | { readonly kind: 'one'; readonly next: number }
  /** Any number of characters; `deep` crosses separators. */
  | { readonly kind: 'run'; readonly deep: boolean; readonly next: number }
  | { readonly kind: 'fork'; readonly next: readonly number[] }
  | { readonly kind: 'end' };

export const MAX_GLOB_LENGTH = 1024;
const MAX_BRACE_DEPTH = 8;

/**
 * `separator` is what `*` and `?` do not cross: `/` for paths, null where there is none (kinds, resources).
 * Answers null for a pattern that is too long, nests too deep or has an unclosed brace.
 */
export function compileGlob(pattern: string, separator: string | null): Glob | null {
  if (pattern.length > MAX_GLOB_LENGTH) return null;
  const states: State[] = [{ kind: 'end' }];
  const start = compileRun(pattern, 0, pattern.length, END, { states, separator, depth: 0 });
  if (start === null) return null;
  states.push({ kind: 'fork', next: [start] });
  return { pattern, states, separator };
}

export function matchesGlob(glob: Glob, text: string): boolean {
  let current = new Set<number>();
  follow(glob, glob.states.length - 1, current);
  for (let at = 0; at < text.length && current.size > 0; at += 1) {
    const code = text.charCodeAt(at);
    const next = new Set<number>();
    for (const state of current) step(glob, state, code, next);
    current = next;
  }
  return current.has(END);
}

/**
 * A path against a path pattern: a pattern without `/` names a file in any folder, one that ends in `/` everything
 * below that folder.
 */
export function toPathPattern(pattern: string): string {
  const rooted = pattern.startsWith('./') ? pattern.slice(2) : pattern.startsWith('/') ? pattern.slice(1) : pattern;
  const whole = rooted.endsWith('/') ? `${rooted}**` : rooted;
  return pattern.includes('/') ? whole : `**/${whole}`;
}

const END = 0;

interface Compiling {
  readonly states: State[];
  readonly separator: string | null;
  readonly depth: number;
}

/** Compiles pattern[from, to) back to front, so that each state knows the one after it; answers the first state. */
function compileRun(pattern: string, from: number, to: number, after: number, on: Compiling): number | null {
  let next = after;
  const add = (state: State): number => on.states.push(state) - 1;
  const pieces = splitPieces(pattern, from, to, on.separator);
  if (pieces === null) return null;
  for (const piece of pieces.toReversed()) {
    if (piece.kind === 'braces') {
      const compiled = compileBraces(pattern, piece, next, on);
      if (compiled === null) return null;
      next = compiled;
    } else if (piece.kind === 'folders') {
      // `**/`: nothing, or any run and a separator.
      const slash = add({ kind: 'character', code: piece.code, next });
      next = add({ kind: 'fork', next: [next, add({ kind: 'run', deep: true, next: slash })] });
    } else if (piece.kind === 'run') next = add({ kind: 'run', deep: piece.deep, next });
    else if (piece.kind === 'one') next = add({ kind: 'one', next });
    else next = add({ kind: 'character', code: piece.code, next });
  }
  return next;
}

function compileBraces(pattern: string, piece: Braces, after: number, on: Compiling): number | null {
  if (on.depth >= MAX_BRACE_DEPTH) return null;
  const branches: number[] = [];
  for (const [from, to] of piece.branches) {
    const branch = compileRun(pattern, from, to, after, { ...on, depth: on.depth + 1 });
    if (branch === null) return null;
    branches.push(branch);
  }
  return on.states.push({ kind: 'fork', next: branches }) - 1;
}

interface Braces {
  readonly kind: 'braces';
  readonly branches: readonly (readonly [number, number])[];
  readonly end: number;
}

type Piece =
  | Braces
  | { readonly kind: 'folders'; readonly code: number }
  | { readonly kind: 'run'; readonly deep: boolean }
  | { readonly kind: 'one' }
  | { readonly kind: 'character'; readonly code: number };

function splitPieces(pattern: string, from: number, to: number, separator: string | null): readonly Piece[] | null {
  const pieces: Piece[] = [];
  for (let at = from; at < to; at += 1) {
    const character = pattern[at];
    if (character === '{') {
      const braces = readBraces(pattern, at, to);
      if (braces === null) return null;
      pieces.push(braces);
      at = braces.end - 1;
    } else if (character === '*') {
      let end = at + 1;
      while (end < to && pattern[end] === '*') end += 1;
      const deep = end - at > 1 || separator === null;
      const atSegmentStart = at === from || pattern[at - 1] === separator;
      if (deep && separator !== null && atSegmentStart && end < to && pattern[end] === separator) {
        pieces.push({ kind: 'folders', code: separator.charCodeAt(0) });
        end += 1;
      } else pieces.push({ kind: 'run', deep });
      at = end - 1;
    } else if (character === '?') pieces.push({ kind: 'one' });
    else pieces.push({ kind: 'character', code: pattern.charCodeAt(at) });
  }
  return pieces;
}

function readBraces(pattern: string, open: number, to: number): Braces | null {
  const branches: [number, number][] = [];
  let depth = 0;
  let start = open + 1;
  for (let at = open; at < to; at += 1) {
    const character = pattern[at];
    if (character === '{') depth += 1;
    else if (character === '}') depth -= 1;
    if ((character === ',' && depth === 1) || depth === 0) {
      branches.push([start, at]);
      start = at + 1;
    }
    if (depth === 0) return { kind: 'braces', branches, end: at + 1 };
  }
  return null;
}

/** Adds a state and all that is reached from it without reading a character. */
function follow(glob: Glob, state: number, into: Set<number>): void {
  const open = [state];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (into.has(at)) continue;
    into.add(at);
    const it = glob.states[at];
    if (it?.kind === 'run') open.push(it.next);
    else if (it?.kind === 'fork') open.push(...it.next);
  }
}

function step(glob: Glob, at: number, code: number, into: Set<number>): void {
  const state = glob.states[at];
  if (state === undefined || state.kind === 'end' || state.kind === 'fork') return;
  const crosses = glob.separator === null || code !== glob.separator.charCodeAt(0);
  if (state.kind === 'run') {
    if (state.deep || crosses) follow(glob, at, into);
  } else if (state.kind === 'one') {
    if (crosses) follow(glob, state.next, into);
  } else if (state.code === code) follow(glob, state.next, into);
}
