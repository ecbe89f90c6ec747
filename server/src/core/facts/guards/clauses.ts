import type { Tier } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { type ActorAtom, type Atom, atomName, type OtherAtom } from './atom.ts';
import type { Ending } from './denial.ts';
import { isOfInput } from './input-atoms.ts';
import { type Clause, type Formula, toClauses } from './formula.ts';
import { type Alternative, alternativesOf, type Requirement, toRequirement } from '../../model/requirement.ts';

/** What one clause of a denial asks of a caller. The condition names what it hangs on: `environment`, `data:is-public`. */
export interface ClauseRequirement {
  readonly requirement: Requirement;
  /** What else lets a request pass: the kind's qualifier `condition`. */
  readonly condition: string | null;
  readonly tier: Tier;
  /** Which value it is about, when it is about one. */
  readonly checked?: string;
  readonly at?: SyntaxNode;
}

/** Endings that deny only when what they ask is known to be about the caller. */
const SILENT: ReadonlySet<Ending> = new Set<Ending>(['failure', 'empty', 'answer']);
const CONDITIONS = ['environment', 'flag', 'request', 'data'] as const;

const LOOKED_UP = /^check:(?:find|get|load|fetch|select|query|retrieve|read|lookup|first|one)(?:-|$)/;

/** What a formula asks of a caller when it must hold; what another part of it implies is left out. */
export function readRequirements(
  formula: Formula<Atom>,
  ending: Ending,
): { readonly asked: readonly ClauseRequirement[]; readonly clauses: readonly Clause<Atom>[] } {
  const whole = toClauses(formula, atomName);
  // Deep in branches there is more to say of the way than fits: what is asked last is read, under conditions.
  const innermost = whole === null && formula.kind === 'or' ? formula.parts[formula.parts.length - 1] : undefined;
  const clauses = whole ?? (innermost === undefined ? [] : (toClauses(innermost, atomName) ?? []));
  const read = clauses
    .flatMap((clause) => readClause(clause, ending) ?? [])
    .map((one) => (innermost === undefined ? one : { ...one, condition: one.condition ?? 'data:nested' }));
  // `!post || post.authorId !== user.id`: beside a question about the caller, what a lookup answers is a null check.
  const asked = read.some(({ requirement }) => !LOOKED_UP.test(requirement))
    ? read.filter(({ requirement }) => !LOOKED_UP.test(requirement))
    : read;
  const isImplied = (one: ClauseRequirement, by: ClauseRequirement): boolean =>
    by !== one &&
    by.condition === null &&
    (one.checked === undefined || one.checked === by.checked) &&
    implies(by.requirement, one.requirement) &&
    !(implies(one.requirement, by.requirement) && asked.indexOf(one) < asked.indexOf(by));
  return { asked: asked.filter((one) => !asked.some((by) => isImplied(one, by))), clauses };
}

/** Whoever passes by one of `strict` passes by one of `lax`. */
function implies(strict: Requirement, lax: Requirement): boolean {
  const ways = alternativesOf(lax);
  return alternativesOf(strict).every((way) =>
    ways.some(
      (other) =>
        (other.kind === way.kind && other.value === way.value) ||
        (other.kind === 'auth' && ['role', 'scope', 'owner'].includes(way.kind) && !way.value.startsWith('!')),
    ),
  );
}

/** Null: the clause is a null check, a validation, or about something else. */
function readClause(clause: Clause<Atom>, ending: Ending): ClauseRequirement | null {
  const alternatives: Alternative[] = [];
  const others: { readonly atom: OtherAtom; readonly holds: boolean }[] = [];
  let isStrong = false;
  let isAnonymous = false;
  let checked: ActorAtom | undefined;
  let tier: Tier = 'pattern';
  for (const { atom, holds } of clause) {
    if (atom.kind === 'other') {
      others.push({ atom, holds });
      continue;
    }
    const { kind, value } = atom.requirement;
    if (kind === 'auth' && !holds) {
      isAnonymous = true;
      continue;
    }
    // "Not yourself" is a rule of the operation, no restriction of who may call it.
    if (kind === 'owner' && !holds) return null;
    // Records are told apart for many reasons; one that is refused belongs to something else.
    if (value === 'parent' && (ending === 'empty' || ending === 'answer')) return null;
    if (kind === 'state' && holds && ending !== 'denial' && ending !== 'hint') return null;
    checked ??= atom.checked === undefined ? undefined : atom;
    alternatives.push({ kind, value: holds ? value : `!${value}` });
    isStrong ||= atom.strength === 'strong' && isAboutRights(kind, ending);
    if (atom.tier === 'name') tier = 'name';
  }

  if (alternatives.length === 0) return isAnonymous || ending !== 'denial' ? null : readUnknown(others);
  if (SILENT.has(ending) && !isStrong) return null;
  const mentioned = clause.flatMap(({ atom }) =>
    atom.kind === 'actor' ? [atom.text, atom.checked].filter((text) => text !== undefined) : [],
  );
  const relevant = others.filter(({ atom }) => atom.on !== 'data' || !isNullCheck(atom, mentioned));
  return {
    requirement: toRequirement(alternatives),
    condition: conditionOf(relevant, isAnonymous && alternatives.some(({ kind }) => kind !== 'auth')),
    tier,
    ...(checked?.checked === undefined ? {} : { checked: checked.checked }),
    ...(checked?.at === undefined ? {} : { at: checked.at }),
  };
}

/** `if (!allowed) return 403`: nothing is known but that it decides, and what it is called. */
function readUnknown(
  others: readonly { readonly atom: OtherAtom; readonly holds: boolean }[],
): ClauseRequirement | null {
  const possible = others.filter(({ atom }) => atom.on !== 'environment' && atom.on !== 'flag');
  // `if (parent) if (!mayUse(parent)) return 403`: beside a question that something is there is only the way to it.
  const asking =
    possible.length < 2
      ? possible
      : possible.filter(({ atom }) => !isNullCheck(atom, []) && !LOOKED_UP.test(`check:${atom.name ?? ''}`));
  const [check, ...more] = asking.length < 2 ? asking : ofSeveral(asking);
  if (check === undefined || more.length > 0 || (check.atom.on === 'request' && asking.length < 2)) return null;
  const name = check.atom.name ?? check.atom.compared;
  if (name === null || name === '') return null;
  const rest = others.filter((each) => each !== check);
  const requirement = toRequirement([protectionIn(name) ?? { kind: 'check', value: check.holds ? name : `!${name}` }]);
  return { requirement, condition: conditionOf(rest, false), tier: 'name' };
}

type Asked = { readonly atom: OtherAtom; readonly holds: boolean };

/** `if (kind === 'user' && id.startsWith('role:')) throw Forbidden`: the last one with a name is what is refused. */
function ofSeveral(asking: readonly Asked[]): readonly Asked[] {
  const last = asking.findLast(
    ({ atom }) => (atom.name ?? atom.compared ?? '') !== '' && !atom.text.startsWith('typeof '),
  );
  return last === undefined ? [] : [last];
}

/** What is compared says which protection it is: `signature !== expected`. */
function protectionIn(name: string): Alternative | null {
  if (/csrf|xsrf|nonce/.test(name)) return { kind: 'csrf', value: 'csrf' };
  if (/signature|hmac|digest/.test(name)) return { kind: 'signature', value: 'signature' };
  return /password|passwd/.test(name) ? { kind: 'credential', value: 'password' } : null;
}

/** The weightiest of what else lets a request pass; of data and request with what is looked at, sorted. */
function conditionOf(others: readonly { readonly atom: OtherAtom }[], isAnonymous: boolean): string | null {
  const on = CONDITIONS.find((each) => others.some(({ atom }) => atom.on === each)) ?? null;
  if (on === 'environment' || on === 'flag') return on;
  if (isAnonymous) return 'anonymous';
  if (on === null) return null;
  const names = new Set(others.map(({ atom }) => (atom.name ?? atom.text.replace(/[\s,+]+/g, '')).slice(0, 60)));
  return `${on}:${[...names].sort().join('+')}`;
}

/** Without a word of denial only these are enough: who is signed in is asked for many reasons. */
function isAboutRights(kind: Alternative['kind'], ending: Ending): boolean {
  if (kind === 'role' || kind === 'scope' || kind === 'owner') return true;
  // What is wrong with a value is rarely called forbidden; a function that answers with nothing refuses it too.
  if (isOfInput(kind)) return ending !== 'answer' && ending !== 'pass';
  // Whoever comes too often is shown another page as well.
  if (kind === 'rate-limit') return ending !== 'pass';
  return ending === 'failure' && ['auth', 'csrf', 'signature', 'mfa', 'rate-limit', 'check'].includes(kind);
}

/** Whether something is there at all says little: a bare name, what a lookup answered, what the comparison reads from. */
function isNullCheck({ name, text }: OtherAtom, mentioned: readonly string[]): boolean {
  if (name === null) return false;
  if (
    /^(?:is|has|can|should|was|are|allow|use|enable|require|include|skip|private|public|restricted|internal)(?:-|$)/.test(
      name,
    )
  )
    return false;
  return (
    !/[.[]/.test(text) ||
    mentioned.some(
      (each) =>
        each.includes(`${text}.`) ||
        each.includes(`${text}?.`) ||
        each.includes(`${text}[`) ||
        each.includes(`${text} `),
    )
  );
}
