import type { FileReading } from '../define.ts';
import type { Given } from './define.ts';
import { SWITCH } from './define.ts';

export const federation = { kind: 'identity.federation', values: SWITCH, loose: 'off', otherwise: null } as const;
/** Libraries that leave it off unless they are told. */
export const wanted = { ...federation, otherwise: 'off' } as const;

export const SAML = /saml/i;
export const OAUTH = /oauth|oidc|openid|passport|next-?auth|@auth\/|authlib|allauth|auth0|keycloak/i;
/** How much of a file is looked at for the protocol it speaks: its imports. */
const HEAD = 6000;

/** Words that say which protocol a file speaks, for names that mean other things elsewhere. */
export const speaks =
  (pattern: RegExp) =>
  (given: Given, { unit }: FileReading): boolean =>
    pattern.test(given.callee) || pattern.test(unit.path) || pattern.test(unit.tree.text.slice(0, HEAD));

export const ofStrategy =
  (pattern: RegExp) =>
  (callee: string, { unit }: FileReading): boolean =>
    /(?:Strategy|SAML)$/.test(callee) && pattern.test(unit.tree.text.slice(0, HEAD));
