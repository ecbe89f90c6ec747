/**
 * Whether a version is one that a range asks for, in the words of an ecosystem. What is not plainly numbers is not judged:
 * an answer of false is relied on, null says nothing.
 */
export function isWithin(ecosystem: string, version: string, range: string): boolean | null {
  const dialect = Object.hasOwn(DIALECTS, ecosystem) ? DIALECTS[ecosystem] : undefined;
  const given = /^v?(\d{1,9}(?:\.\d{1,9}){0,5})([^/\s!]*)$/.exec(version.trim());
  if (dialect === undefined || given === null || range.length > MAX_LENGTH) return null;
  const numbers = given[1]!.split('.').map(Number);
  let isOpen = false;
  for (const part of range.split(/\|\|?/)) {
    const answer = isInAll(dialect, numbers, part);
    if (answer === true) return true;
    if (answer === null) isOpen = true;
  }
  // What stands behind the numbers, as of a release before the release, may decide otherwise.
  return isOpen || given[2] !== '' ? null : false;
}

const MAX_LENGTH = 300;

type Bounds = readonly [low: readonly number[], high: readonly number[]];

interface Dialect {
  /** What a version without an operator asks for. */
  readonly bare: 'exact' | 'caret';
  /** `1.2` alone is each `1.2.x`. */
  readonly isPartial?: true;
  /** What `~` leaves open: the patch, or the last number that is named. */
  readonly tilde: 'patch' | 'last';
}

/** @see https://github.com/npm/node-semver, https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html, PEP 440, https://getcomposer.org/doc/articles/versions.md (2026-11) */
const DIALECTS: Readonly<Record<string, Dialect>> = {
  npm: { bare: 'exact', isPartial: true, tilde: 'patch' },
  cargo: { bare: 'caret', tilde: 'patch' },
  pypi: { bare: 'exact', tilde: 'patch' },
  rubygems: { bare: 'exact', tilde: 'last' },
  composer: { bare: 'exact', tilde: 'last' },
  go: { bare: 'exact', tilde: 'patch' },
};

function isInAll(dialect: Dialect, version: readonly number[], text: string): boolean | null {
  const parts = text
    .trim()
    .replaceAll(/([<>=~^!])\s+(?=[\dvx*])/g, '$1')
    .split(/[\s,]+|(?<=[\w*])(?=[<>=~^!])/)
    .filter((part) => part !== '');
  if (parts.length === 0) return true;
  let answer: boolean | null = true;
  for (const part of parts) {
    const own = isInOne(dialect, version, part);
    if (own === false) answer = answer === null ? null : false;
    if (own === null) answer = null;
  }
  return answer;
}

function isInOne(dialect: Dialect, version: readonly number[], text: string): boolean | null {
  if (/^=?[*xX]$/.test(text)) return true;
  const [, operator = '', digits = '', wild = ''] =
    /^([<>=~^!]{0,3})v?(\d{1,9}(?:\.\d{1,9}){0,5})((?:\.[*xX])*)(?:@stable)?$/.exec(text) ?? [];
  if (digits === '') return null;
  const named = digits.split('.').map(Number);
  const isEqual = (): boolean => {
    if (wild !== '' || (dialect.isPartial === true && named.length < 3))
      return isBetween(version, [named, bump(named, named.length - 1)]);
    return compare(version, named) === 0;
  };
  switch (operator) {
    case '':
      return dialect.bare === 'caret' && wild === ''
        ? isBetween(version, [named, bump(named, caretAt(named))])
        : isEqual();
    case '=':
    case '==':
    case '===':
      return isEqual();
    case '!=':
      return !isEqual();
    case '^':
      return isBetween(version, [named, bump(named, caretAt(named))]);
    case '~':
      return isBetween(version, [
        named,
        bump(named, dialect.tilde === 'last' ? Math.max(0, named.length - 2) : Math.min(1, named.length - 1)),
      ]);
    case '~>':
    case '~=':
      return isBetween(version, [named, bump(named, Math.max(0, named.length - 2))]);
    case '>=':
      return compare(version, named) >= 0;
    case '>':
      return wild !== '' || (dialect.isPartial === true && named.length < 3) ? null : compare(version, named) > 0;
    case '<':
      return compare(version, named) < 0;
    case '<=':
      return wild !== '' || (dialect.isPartial === true && named.length < 3) ? null : compare(version, named) <= 0;
    default:
      return null;
  }
}

/** The first number that is not zero holds: `^0.2.3` stays below `0.3`. */
function caretAt(named: readonly number[]): number {
  const at = named.findIndex((number) => number > 0);
  return at === -1 ? named.length - 1 : at;
}

function bump(named: readonly number[], at: number): readonly number[] {
  return [...named.slice(0, at), (named[at] ?? 0) + 1];
}

function isBetween(version: readonly number[], [low, high]: Bounds): boolean {
  return compare(version, low) >= 0 && compare(version, high) < 0;
}

function compare(left: readonly number[], right: readonly number[]): number {
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const step = (left[at] ?? 0) - (right[at] ?? 0);
    if (step !== 0) return step;
  }
  return 0;
}
