import type { Tier } from '../../model/fact.ts';
import type { Atom } from './atom.ts';
import type { Ending } from './denial.ts';
import type { Clause } from './formula.ts';
import { type Alternative, type Requirement, toRequirement } from '../../model/requirement.ts';

/** What one clause of a denial asks of a caller. */
export interface ClauseRequirement {
  readonly requirement: Requirement;
  /** What else lets a request pass: the kind's qualifier `condition`. */
  readonly condition: 'environment' | 'flag' | 'anonymous' | 'request' | 'data' | null;
  readonly tier: Tier;
}

/** Endings that deny only when what they ask is known to be about the caller. */
const SILENT: readonly Ending[] = ['failure', 'empty', 'answer'];
const CONDITIONS = ['environment', 'flag', 'request', 'data'] as const;

/** Null: the clause is a null check, a validation, or about something else. */
export function readClause(clause: Clause<Atom>, ending: Ending): ClauseRequirement | null {
  const alternatives: Alternative[] = [];
  const others = [];
  let isStrong = false;
  let isAnonymous = false;
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
    if (kind === 'state' && holds && ending !== 'denial') return null;
    alternatives.push({ kind, value: holds ? value : `!${value}` });
    isStrong ||= atom.strength === 'strong' && isAboutRights(kind, ending);
    if (atom.tier === 'name') tier = 'name';
  }

  if (alternatives.length === 0) {
    const [check, ...more] = others;
    // `if (!allowed) return 403`: nothing is known but that it decides.
    if (ending !== 'denial' || isAnonymous || check === undefined || more.length > 0 || check.atom.name === null)
      return null;
    if (check.atom.on === 'environment') return null;
    return {
      requirement: toRequirement([{ kind: 'check', value: `${check.holds ? '' : '!'}${check.atom.name}` }]),
      condition: null,
      tier: 'name',
    };
  }
  if (SILENT.includes(ending) && !isStrong) return null;
  const relevant = others.filter(({ atom }) => atom.on !== 'data' || atom.name === null || !isNullCheck(atom.name));
  const condition = CONDITIONS.find((on) => relevant.some(({ atom }) => atom.on === on)) ?? null;
  const isIdentity = alternatives.every(({ kind }) => kind === 'auth');
  return {
    requirement: toRequirement(alternatives),
    condition:
      condition === 'environment' || condition === 'flag'
        ? condition
        : isAnonymous && !isIdentity
          ? 'anonymous'
          : condition,
    tier,
  };
}

/** Without a word of denial only these are enough: who is signed in is asked for many reasons. */
function isAboutRights(kind: Alternative['kind'], ending: Ending): boolean {
  if (kind === 'role' || kind === 'scope' || kind === 'owner') return true;
  return ending === 'failure' && ['auth', 'csrf', 'signature', 'mfa', 'rate-limit', 'check'].includes(kind);
}

/** Whether something is there at all says little: names without a verb. */
function isNullCheck(name: string): boolean {
  return !/^(?:is|has|can|should|was|are|allow|use|enable|require|include|skip|private|public|restricted|internal)\b/.test(
    name,
  );
}
