import type { SettingRow } from './define.ts';
import { OAUTH, speaks, wanted } from './protocols.ts';

/** Calls that redeem the code of a sign-in and compare it with what was kept. Sources: openid-client 5 and 6, oauth4webapi, 2026-11. */
const REDEEMS =
  /(?:^|\.)(?:callback|oauthCallback|authorizationCodeGrant|authorizationCodeGrantRequest|validateAuthResponse|processAuthorizationCodeResponse)$/;

const compared: Omit<SettingRow, 'id' | 'title' | 'names'> = {
  ...wanted,
  means: (value, node, { unit }) =>
    value.kind === 'null' || (value.kind === 'boolean' && !value.value) || unit.textOf(node) === 'undefined'
      ? 'off'
      : 'on',
  when: (given, reading) => REDEEMS.test(given.callee) && speaks(OAUTH)(given, reading),
};

export const redemptionRows: readonly SettingRow[] = [
  {
    ...compared,
    id: 'oauth-state',
    title: 'the check of the state of a sign-in',
    names: 'state expectedstate',
  },
  { ...compared, id: 'oidc-nonce', title: 'the check of the nonce', names: 'nonce expectednonce' },
  {
    ...compared,
    id: 'oauth-pkce',
    title: 'the proof that whoever redeems a code asked for it (PKCE)',
    names: 'codeverifier pkcecodeverifier',
  },
];
