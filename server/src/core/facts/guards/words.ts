import { rememberNames } from '../../text/remember.ts';

/** `isSuperAdmin`, `IS_SUPER_ADMIN`, `is-super-admin` -> `is super admin`: how names are compared. */
export const wordsOf = rememberNames(split);

function split(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .replace(/\boauth ?2\b/gi, 'oauth')
    .replace(/\b2 ?f ?a\b/gi, '2fa')
    .trim()
    .toLowerCase();
}

/** `SUPER_ADMIN`, `superAdmin`, `Role.SuperAdmin`, `ROLE_SUPER_ADMIN` -> `superadmin`; `teamAdmin` -> `team-admin`. */
export function roleNorm(text: string): string {
  const last = text.split(/[.:/]/).pop() ?? text;
  const words = wordsOf(last)
    .replace(/^(role|roles|is|user role) (?=.)/, '')
    .replace(/ (role|user|users|only)$/, '')
    .replace(/\badministrators?\b/, 'admin')
    .replace(/\badmins\b/, 'admin')
    .replace(/^(super|sys) (admin|user)$/, '$1$2')
    .replace(/ /g, '-');
  return words === '' ? text : words;
}

/** Names that say who somebody is allowed to be. Used where nothing but the name is known. */
export const ROLE_WORDS =
  'admin|administrator|admins|super ?admin|superuser|super ?user|staff|moderator|mod|manager|owner|root|editor|maintainer|operator|support|sys ?admin|system admin|site admin|global admin|org admin|organi[sz]ation admin|team admin|workspace admin|tenant admin|project admin|instance admin|group admin|teacher|instructor|employee|internal|developer|reviewer|auditor|billing admin';

const STATES =
  'banned|blocked|suspended|disabled|deleted|locked|inactive|active|enabled|approved|verified|confirmed|email verified|blacklisted|revoked|expired|pending';

const role = new RegExp(`^(?:is |user is |has |currently )?(${ROLE_WORDS})$`);
const state = new RegExp(`^(?:is |has been |was |has )?(${STATES})$`);

/** Said of somebody with `is` only: by themselves these are names of other things. */
const lesserRole = /^is (viewer|reader|contributor|writer|subscriber|customer|client|read only|limited|trial)$/;

/** `is_admin` -> `admin`; null when the name is that of no role. */
export function roleInName(words: string): string | null {
  const found = (role.exec(words) ?? lesserRole.exec(words))?.[1];
  return found === undefined ? null : roleNorm(found);
}

export function stateInName(words: string): string | null {
  return state.exec(words)?.[1]?.replace(/ /g, '-') ?? null;
}

/** A name in words that is wholly one of these. */
export function anchored(...patterns: readonly string[]): RegExp {
  return new RegExp(`^(?:${patterns.join('|')})$`);
}
