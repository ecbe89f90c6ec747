import type { FileReading } from '../define.ts';
import type { Given, SettingRow } from './define.ts';
import { protects, waives } from './meanings.ts';
import { federation, OAUTH, ofStrategy, speaks, wanted } from './protocols.ts';
import { redemptionRows } from './redemption-rows.ts';
import { samlRows } from './saml-rows.ts';

/** What a deployment says; a state of one request is read from elsewhere. */
const OF_CONFIG = /^(?:this\.)?_?(?:config|settings|options|conf|env)\b/i;

const inOauthOptions = (given: Given, reading: FileReading): boolean =>
  /strategy|oauth|oidc|openid|provider|client|issuer|authori[sz]ation|passport/i.test(given.callee) &&
  speaks(OAUTH)(given, reading);

/** What is checked of what an identity provider says. Sources: the libraries' documentation, 2026-11. */
export const federationRows: readonly SettingRow[] = [
  ...samlRows,
  {
    ...federation,
    id: 'oidc-issuer',
    title: "the check of the token's issuer",
    names: 'skipissuercheck insecureskipissuercheck insecureissuerurlcontext skipissuerverification',
    means: waives,
  },
  {
    ...federation,
    id: 'oidc-audience',
    title: 'the check of whom the token is for',
    names: 'skipclientidcheck skipaudiencecheck',
    means: waives,
  },
  {
    ...federation,
    id: 'oidc-expiry',
    title: "the check of the token's expiry",
    names: 'skipexpirycheck',
    means: waives,
  },
  {
    ...federation,
    id: 'oidc-nonce',
    title: 'the check of the nonce',
    names: 'skipnoncecheck disablenonce',
    means: waives,
    when: speaks(OAUTH),
  },
  ...redemptionRows,
  {
    ...wanted,
    id: 'oidc-nonce',
    title: 'the check of the nonce',
    names: 'requirenonce usenonce',
    means: protects,
  },
  {
    ...wanted,
    id: 'oauth-state',
    of: ofStrategy(OAUTH),
    title: 'the check of the state of a sign-in',
    names: 'state enablestate requirestate',
    means: (value, node, { unit }) =>
      value.kind === 'boolean'
        ? value.value
          ? 'on'
          : 'off'
        : node.kind === 'member' && OF_CONFIG.test(unit.textOf(node))
          ? 'on'
          : null,
    when: (given, reading) => given.name !== 'state' || inOauthOptions(given, reading),
  },
  {
    ...federation,
    id: 'oauth-state',
    title: 'the check of the state of a sign-in',
    names: 'skipstatecheck disablestate skipstate',
    means: waives,
    when: speaks(OAUTH),
  },
  {
    ...wanted,
    id: 'oauth-pkce',
    of: ofStrategy(OAUTH),
    title: 'the proof that whoever redeems a code asked for it (PKCE)',
    names:
      'pkce usepkce requirepkce enablepkce pkceenabled requireproofkey pkcerequired oauthpkceenabled pkceenforced enforcepkce',
    means: (value, node, reading) =>
      value.kind === 'text' && /^s256$/i.test(value.text)
        ? 'on'
        : value.kind === 'text' && /^plain$/i.test(value.text)
          ? 'plain'
          : protects(value, node, reading),
    values: ['on', 'plain', 'off'],
  },
  {
    ...federation,
    id: 'oauth-pkce',
    title: 'the proof that whoever redeems a code asked for it (PKCE)',
    names: 'codechallengemethod allowplaintextpkce',
    means: (value, node, reading) =>
      value.kind === 'text'
        ? /^s256$/i.test(value.text)
          ? 'on'
          : /^plain$/i.test(value.text)
            ? 'plain'
            : null
        : reading.unit.textOf(node) === 'true'
          ? 'plain'
          : null,
    values: ['on', 'plain', 'off'],
    loose: 'plain',
    otherwise: 'off',
  },
  {
    ...federation,
    id: 'oauth-checks',
    title: 'the checks of the sign-in (state, nonce, PKCE)',
    names: 'checks',
    means: (value) => {
      if (value.kind === 'null') return 'none';
      if (value.kind !== 'list') return null;
      const given = value.items.flatMap((item) => (item.kind === 'text' ? [item.text] : []));
      if (given.includes('none') || value.items.length === 0) return 'none';
      return given.every((each) => /^(?:pkce|state|nonce)$/.test(each)) ? String(new Set(given).size) : null;
    },
    values: ['3', '2', '1', 'none'],
    loose: 'none',
    otherwise: null,
    when: speaks(OAUTH),
  },
  {
    ...wanted,
    id: 'email-verified',
    title: 'the demand that the e-mail address is verified',
    names:
      'requireemailverified emailverifiedrequired requireverifiedemail requireemailverification emailverificationrequired verifyemail accountemailverification requiresemailverification enforceemailverification requireconfirmedemail requireconfirmedaccount',
    means: (value, node, reading) =>
      value.kind === 'text' && /^mandatory$/i.test(value.text)
        ? 'on'
        : value.kind === 'text' && /^optional$/i.test(value.text)
          ? 'optional'
          : protects(value, node, reading),
    values: ['on', 'optional', 'off'],
    when: ({ name, value }) => name !== 'verifyemail' || value.kind === 'boolean',
    loose: null,
  },
  {
    ...federation,
    id: 'email-verified',
    title: 'the demand that the e-mail address is verified',
    names:
      'insecureskipemailverified skipemailverification skipemailverified insecureallowunverifiedemail allowunverifiedemail allowunverifiedemails trustemail',
    means: waives,
    values: ['on', 'optional', 'off'],
  },
  {
    ...federation,
    id: 'account-linking',
    title: 'the protection against linking an account to a stranger with the same e-mail address',
    names:
      'allowdangerousemailaccountlinking socialaccountemailauthentication socialaccountemailauthenticationautoconnect allowaccountlinkingbyemail linkaccountsbyemail autolinkaccounts oauthautolinkaccounts allowdifferentemails oauthallowinsecureemaillookup',
    means: waives,
  },
  {
    ...federation,
    id: 'redirect-check',
    title: 'the check of where the sign-in leads back to',
    names:
      'skipredirecturicheck allowanyredirecturi allowallredirecturis allowwildcardredirecturis disableredirecturivalidation allowwildcardredirects',
    means: waives,
  },
  {
    ...wanted,
    id: 'domain-restriction',
    title: 'the limit to the domains of the organisation',
    names: 'hd hosteddomain alloweddomains allowedemaildomains alloweddomain emaildomains',
    means: (value) =>
      value.kind === 'null' ||
      (value.kind === 'text' && /^\*?$/.test(value.text)) ||
      (value.kind === 'list' && value.items.length === 0)
        ? 'off'
        : value.kind === 'list' && value.items.some((item) => item.kind === 'text' && item.text === '*')
          ? 'off'
          : 'on',
    loose: null,
    when: inOauthOptions,
  },
];
