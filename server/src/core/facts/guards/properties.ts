import { actorAtom, type ActorAtom } from './atom.ts';
import type { ActorPath } from './actor.ts';
import type { Alternative } from '../../model/requirement.ts';
import { roleInName, stateInName } from './words.ts';

const ROLE =
  /^(?:(?:user|account|member|org|team|project|global|workspace|organi[sz]ation|system) )?(?:roles?|role (?:name|id|key|slug)|user type|account type|type|groups?|rank|level|access level|privilege level|authorit(?:y|ies)|realm access|permission level|role names|kind|position)$/;
const SCOPE =
  /^(?:(?:user|effective|all) )?(?:permissions?|perms?|scopes?|abilit(?:y|ies)|capabilities|privileges?|grants|entitlements?|rights|access)$/;
const ID =
  /^(?:get )?(?:(?:user|account|member|owner|author|creator|customer|profile|person|employee|student|patient|seller|buyer|subject) ?)?(?:i?d|identifier|pk|uid|uuid|sub|guid|email|username|user name|login|key)$/;
const TENANT =
  /^(?:(?:current|active|user) )?(?:tenant|org|organi[sz]ation|team|workspace|company|group|school|business|merchant|project|store|shop|client|agency|department|space|community|employer|clinic|hospital|practice|facility|firm|branch|institution|franchise|studio)(?:s)?(?: ?id| ?ids| uuid| slug| pk)$|^(?:tenant|org|organi[sz]ation|workspace|company)$/;
const OWNER =
  /^(?:owner|author|creator|created by|uploader|uploaded by|user|account|customer|poster|posted by|sender|recipient|member|patient|seller|buyer|assignee|assigned to|reporter|submitted by|requested by|student|instructor|teacher|host|organi[sz]er|submitter|subscriber|holder|profile|candidate|employee|added by|user owner|belongs to|owned by)(?: ?id| ?ids|s| uuid| pk| email| username| user id| uid)?$/;
const PERMISSION_FLAG = /^(?:can|may|allow|allowed to|has access|has permission|permitted|able to)(?: .*)?$/;
const AUTHENTICATED =
  /^(?:is )?(?:authenticated|logged in|signed in|login|auth|loggedin|authed|valid user|authorized|authorised)$/;
const THERE = /^(?:present|is some|(nil|blank|is none))$/;
const MFA =
  /^(?:is |has )?(?:mfa|2fa|two factor|totp|otp)(?: (?:verified|passed|valid|confirmed|authenticated|completed|ok|done|at))?$/;

export type PropertyMeaning = 'role' | 'scope' | 'id' | 'tenant' | 'other';

/** What reading these from the caller gives. */
export function meaningOf(rest: readonly string[]): PropertyMeaning {
  for (const word of rest) {
    if (ROLE.test(word)) return 'role';
    if (SCOPE.test(word)) return 'scope';
    if (TENANT.test(word)) return 'tenant';
    if (ID.test(word)) return 'id';
  }
  return 'other';
}

/** Whose a record is: `ownerId`, `created_by`, `user`. */
export function ownerField(word: string): 'owner' | 'tenant' | null {
  if (TENANT.test(word)) return 'tenant';
  return OWNER.test(word) ? 'owner' : null;
}

/** `user.isAdmin`, `user.banned`, `req.user` as a condition; null when it says nothing of what the caller may do. */
export function truthOf({ strength, rest }: ActorPath): { readonly atom: ActorAtom; readonly holds: boolean } | null {
  const [first, second] = rest;
  if (first === undefined) return { atom: actorAtom('auth', 'authenticated', strength), holds: true };
  // `current_user.present?`, `user.is_none()`: there is a caller, or none.
  const isThere = second === undefined ? THERE.exec(first) : null;
  if (isThere !== null) return { atom: actorAtom('auth', 'authenticated', strength), holds: isThere[1] === undefined };
  const named = meaningOfFlag(rest[rest.length - 1]!);
  // `user.roles.admin`, `user.permissions.canDelete`
  if (second !== undefined && /^roles?$|^groups?$/.test(first))
    return { atom: actorAtom('role', second.replace(/^is | /g, ''), strength), holds: true };
  if (second !== undefined && SCOPE.test(first))
    return { atom: actorAtom('scope', rest.slice(1).join('.'), strength), holds: true };
  if (named !== null)
    return { atom: actorAtom(named.requirement.kind, named.requirement.value, strength), holds: named.holds };
  const meaning = meaningOf(rest);
  if (meaning === 'role' || meaning === 'scope') return { atom: actorAtom(meaning, 'dynamic', 'weak'), holds: true };
  if (meaning === 'id' || meaning === 'tenant')
    return { atom: actorAtom('auth', 'authenticated', strength), holds: true };
  return null;
}

/** A name that says by itself what it stands for: `isAdmin`, `canEdit`, `loggedIn`, `banned`. */
export function meaningOfFlag(words: string): { readonly requirement: Alternative; readonly holds: boolean } | null {
  const role = roleInName(words);
  if (role !== null) return { requirement: { kind: 'role', value: role }, holds: true };
  if (AUTHENTICATED.test(words)) return { requirement: { kind: 'auth', value: 'authenticated' }, holds: true };
  if (/^(?:is )?(?:anonymous|guest|anon|unauthenticated|not authenticated|logged out)$/.test(words))
    return { requirement: { kind: 'auth', value: 'authenticated' }, holds: false };
  if (MFA.test(words)) return { requirement: { kind: 'mfa', value: 'mfa' }, holds: true };
  if (PERMISSION_FLAG.test(words))
    return { requirement: { kind: 'scope', value: words.replace(/ /g, '-') }, holds: true };
  const state = stateInName(words);
  return state === null ? null : { requirement: { kind: 'state', value: state }, holds: true };
}
