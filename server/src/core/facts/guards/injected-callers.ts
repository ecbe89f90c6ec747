import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { Unit } from '../unit.ts';
import { anchored, ROLE_WORDS, roleNorm, wordsOf } from './words.ts';

const CALLER_TYPES =
  /^(?:Authentication|Principal|Jwt|JwtAuthenticationToken|OidcUser|OAuth2User|OAuth2AuthenticationToken|UserDetails|SecurityContext|SecurityIdentity)$/;

/** `Authentication auth`, `@AuthenticationPrincipal Account account`, `user: AuthUser`: what the framework gives is who is calling. */
export function isInjectedCaller(unit: Unit, parameter: SyntaxNode): boolean {
  if (unit.language.id === 'rust') return askedByType(unit, parameter, true, true) !== null;
  if (!unit.language.hasAccessors) return false;
  const type = childOf(parameter, 'parameter.type');
  if (type !== null && CALLER_TYPES.test(unit.textOf(type))) return true;
  return parameter.children.some(
    (child) =>
      child.kind === 'decorator' &&
      /^@(?:AuthenticationPrincipal|CurrentUser|CurrentSecurityContext|LoginUser)\b/.test(unit.textOf(child)),
  );
}

// Rocket's request guards and the extractors of axum and actix: a handler runs only when each of its parameters could be made.

const HOLDS =
  '(?:headers?|user|guard|auth|session|claims|token|principal|account|access|role|only|required|request|identity|jwt|cookie|view|loose|strict)';
const OF_ROLE = new RegExp(
  `^(?:require |required |ensure |only |is |auth |authenticated )?(${ROLE_WORDS})(?: ${HOLDS})+$`,
);
const ADMIN = /^(?:require |ensure |is )?((?:super ?)?admin)$/;
const SIGNED_IN = anchored(
  `(?:require |ensure )?(?:auth|authed|authenticated|authori[sz]ed|current|logged in|local|signed in|verified|session)(?: \\w+)? (?:user|account|guard|headers?|claims|token|identity|principal|member|view)(?: view| info| data| claims)?`,
  '(?:require |ensure )(?:auth|login|user|session|authentication)(?: \\w+)?',
  '(?:auth|access|jwt|token|user|session)? ?claims|auth|authenticated|identity|(?:req |request )?principal|bearer auth|api key auth|jwt auth|auth cookie|(?:user|auth|login) guard',
);
const LOOSE = /\b(?:opt|optional|maybe|anonymous|unauthenticated|guest|no)\b/;
/** `AdminHeaders`, `&AuthUser`, `Claims`. Of an `Option` nothing is asked. */
export function askedByType(
  unit: Unit,
  parameter: SyntaxNode,
  isRouted: boolean,
  isWrapped = false,
): readonly Alternative[] | null {
  const type = childOf(parameter, 'parameter.type');
  const text = type === null ? '' : unit.textOf(type);
  const inside = isWrapped ? text.replace(/^(?:\w+::)*(?:Option|Extension|ReqData|Arc)<([^<>]*)>$/, '$1') : text;
  const name = /^&?(?:'\w+ )?(?:mut )?(?:\w+::){0,5}(\w{1,60})$/.exec(inside)?.[1];
  if (name === undefined) return null;
  const words = wordsOf(name);
  if (LOOSE.test(words)) return null;
  const role = (OF_ROLE.exec(words) ?? ADMIN.exec(words))?.[1];
  if (role !== undefined) return [{ kind: 'role', value: roleNorm(role) }];
  return SIGNED_IN.test(words) || (isRouted && words === 'headers') ? [{ kind: 'auth', value: 'authenticated' }] : null;
}
