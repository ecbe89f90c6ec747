/**
 * Conditions as logic. A guard's condition is read to a formula over literals, negated where the branch denies, and brought
 * to clauses: all clauses must hold for a request to pass, one literal of a clause is enough. Nothing here knows of code.
 */
export type Formula<Atom> =
  | { readonly kind: 'literal'; readonly atom: Atom; readonly holds: boolean }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Formula<Atom>[] }
  | { readonly kind: 'constant'; readonly value: boolean };

export interface Literal<Atom> {
  readonly atom: Atom;
  readonly holds: boolean;
}

export type Clause<Atom> = readonly Literal<Atom>[];

const MAX_CLAUSES = 24;
const MAX_LITERALS = 12;

/**
 * Literals. Names and functions that refer to one another make a formula as large as they like: each step may double it. What is
 * larger than this comes to more clauses than are told.
 */
const MAX_SIZE = 400;

/** Parts that are shared are counted wherever they stand, for that is how often whoever reads the formula comes past them. */
export function isTooLarge(formula: Formula<unknown>): boolean {
  return isTooManyLiterals(sizeOf(formula));
}

export function isTooManyLiterals(size: number): boolean {
  return size > MAX_SIZE;
}

/** Literals, counted until they are too many. */
export function sizeOf(formula: Formula<unknown>): number {
  let size = 0;
  for (const _ of literalsOf(formula)) if (isTooManyLiterals((size += 1))) break;
  return size;
}

export function literal<Atom>(atom: Atom, holds = true): Formula<Atom> {
  return { kind: 'literal', atom, holds };
}

export function always<Atom>(value: boolean): Formula<Atom> {
  return { kind: 'constant', value };
}

export function both<Atom>(...parts: readonly Formula<Atom>[]): Formula<Atom> {
  const open = parts.filter((part) => part.kind !== 'constant' || !part.value);
  if (open.some((part) => part.kind === 'constant')) return always(false);
  return open.length === 1 ? open[0]! : open.length === 0 ? always(true) : { kind: 'and', parts: open };
}

export function either<Atom>(...parts: readonly Formula<Atom>[]): Formula<Atom> {
  return negate(both(...parts.map(negate)));
}

export function negate<Atom>(formula: Formula<Atom>): Formula<Atom> {
  switch (formula.kind) {
    case 'literal':
      return { ...formula, holds: !formula.holds };
    case 'constant':
      return always(!formula.value);
    case 'and':
    case 'or':
      return { kind: formula.kind === 'and' ? 'or' : 'and', parts: formula.parts.map(negate) };
  }
}

export function* literalsOf<Atom>(formula: Formula<Atom>): Generator<Literal<Atom>> {
  if (formula.kind === 'literal') yield formula;
  else if (formula.kind !== 'constant') for (const part of formula.parts) yield* literalsOf(part);
}

/** The formula with another in the place of each literal. */
export function mapLiterals<Atom>(
  formula: Formula<Atom>,
  toFormula: (one: Literal<Atom> & { readonly kind: 'literal' }) => Formula<Atom>,
): Formula<Atom> {
  if (formula.kind === 'literal') return toFormula(formula);
  if (formula.kind === 'constant') return formula;
  return { kind: formula.kind, parts: formula.parts.map((part) => mapLiterals(part, toFormula)) };
}

/**
 * Conjunctive form; null when it grows past its bound. `nameOf` tells atoms that are one: what holds in any case is left
 * out, and so are clauses that say less than another.
 */
export function toClauses<Atom>(
  formula: Formula<Atom>,
  nameOf: (atom: Atom) => string,
): readonly Clause<Atom>[] | null {
  const clauses = expand(formula);
  if (clauses === null) return null;
  const signed = clauses.map(
    (clause) => new Map(clause.map((each) => [`${each.holds ? '+' : '-'}${nameOf(each.atom)}`, each])),
  );
  const open = signed.filter(
    (clause) => ![...clause.keys()].some((key) => key.startsWith('+') && clause.has(`-${key.slice(1)}`)),
  );
  const isWithin = (inner: ReadonlyMap<string, unknown>, outer: ReadonlyMap<string, unknown>): boolean =>
    [...inner.keys()].every((key) => outer.has(key));
  return open
    .filter(
      (clause, index) =>
        !open.some((other, at) => at !== index && isWithin(other, clause) && (other.size < clause.size || at < index)),
    )
    .map((clause) => [...clause.values()]);
}

function expand<Atom>(formula: Formula<Atom>): readonly Clause<Atom>[] | null {
  switch (formula.kind) {
    case 'literal':
      return [[formula]];
    case 'constant':
      return formula.value ? [] : [[]];
    case 'and': {
      const clauses: Clause<Atom>[] = [];
      for (const part of formula.parts) {
        const inner = expand(part);
        if (inner === null || clauses.length + inner.length > MAX_CLAUSES) return null;
        clauses.push(...inner);
      }
      return clauses;
    }
    case 'or': {
      let clauses: readonly Clause<Atom>[] = [[]];
      for (const part of formula.parts) {
        const inner = expand(part);
        if (inner === null || clauses.length * inner.length > MAX_CLAUSES) return null;
        clauses = clauses.flatMap((left) => inner.map((right) => [...left, ...right]));
        if (clauses.some((clause) => clause.length > MAX_LITERALS)) return null;
      }
      return clauses;
    }
  }
}
