import type { FileReading } from '../define.ts';
import type { Given, SettingRow } from './define.ts';
import { SWITCH } from './define.ts';
import { oneOf, present, protects, waives } from './meanings.ts';

const federation = { kind: 'identity.federation', values: SWITCH, loose: 'off', otherwise: null } as const;
/** Libraries that leave it off unless they are told. */
const wanted = { ...federation, otherwise: 'off' } as const;

const ofStrategy =
  (protocol: () => RegExp) =>
  (callee: string, { unit }: FileReading): boolean =>
    /(?:^|\W)\w*(?:Strategy|SAML)$/.test(callee) && protocol().test(unit.tree.text.slice(0, 6000));

/** Words that say which protocol a file speaks, for names that mean other things elsewhere. */
const speaks =
  (pattern: RegExp) =>
  (given: Given, { unit }: FileReading): boolean =>
    pattern.test(given.callee) || pattern.test(unit.path) || pattern.test(unit.tree.text.slice(0, 6000));
const SAML = /saml/i;
const OAUTH = /oauth|oidc|openid|passport|next-?auth|@auth\/|authlib|allauth|auth0|keycloak/i;
const inOauthOptions = (given: Given, reading: FileReading): boolean =>
  /strategy|oauth|oidc|openid|provider|client|issuer|authori[sz]ation|passport/i.test(given.callee) &&
  speaks(OAUTH)(given, reading);

/** What is checked of what an identity provider says. Sources: the libraries' documentation, 2026-11. */
export const federationRows: readonly SettingRow[] = [
  {
    ...wanted,
    id: 'saml-assertions-signed',
    of: ofStrategy(() => SAML),
    title: 'the demand that SAML assertions are signed',
    names:
      'wantassertionssigned wantassertionsignature wantassertionorresponsesigned requiresignedassertions requireassertionsigned',
    means: protects,
  },
  {
    ...wanted,
    id: 'saml-response-signed',
    of: ofStrategy(() => SAML),
    title: 'the demand that SAML responses are signed',
    names:
      'wantauthnresponsesigned wantmessagessigned wantmessagesigned wantresponsesigned wantresponsessigned requiresignedresponses requireresponsesigned',
    means: protects,
  },
  {
    ...wanted,
    id: 'saml-requests-signed',
    title: 'the signature on SAML requests',
    names: 'wantauthnrequestssigned authnrequestssigned',
    means: protects,
    loose: null,
  },
  {
    ...wanted,
    id: 'saml-assertions-encrypted',
    title: 'the demand that SAML assertions are encrypted',
    names: 'wantassertionsencrypted wantassertionencrypted',
    means: protects,
    loose: null,
  },
  {
    ...federation,
    id: 'saml-signature',
    title: 'the check of SAML signatures',
    names: 'skipsignaturevalidation insecureskipsignaturevalidation skipsignaturecheck insecureskipsignaturecheck',
    means: waives,
  },
  {
    ...federation,
    id: 'saml-audience',
    of: ofStrategy(() => SAML),
    title: 'the check of whom a SAML assertion is for',
    names: 'audience spentityid',
    means: present,
    when: (given, reading) =>
      /saml|strategy/i.test(given.callee) && speaks(SAML)(given, reading) && reading.unit.language.isCode,
    otherwise: 'off',
  },
  {
    ...federation,
    id: 'saml-conditions',
    title: 'the check of the conditions of a SAML assertion',
    names: 'skipconditions skipaudience skipsubjectconfirmation skipdestination skiprecipientcheck skipauthnstatement',
    means: waives,
    when: speaks(SAML),
  },
  {
    ...federation,
    id: 'saml-strict',
    title: 'the strict reading of SAML',
    names: 'strict',
    means: protects,
    when: ({ callee }, { unit }) =>
      SAML.test(unit.path) ||
      (SAML.test(callee) && !/jsx?$|tsconfig/.test(unit.path)) ||
      /onelogin|OneLogin/.test(unit.tree.text.slice(0, 4000)),
  },
  {
    ...federation,
    id: 'saml-replay',
    of: ofStrategy(() => SAML),
    title: 'the check that a SAML response answers a request of ours',
    names: 'validateinresponseto',
    means: oneOf({ always: 'on', ifpresent: 'sometimes', never: 'off', true: 'on', false: 'off' }),
    values: ['on', 'sometimes', 'off'],
    loose: null,
    otherwise: 'off',
  },
  {
    ...federation,
    id: 'saml-unsolicited',
    title: 'the refusal of SAML responses that nobody asked for',
    names: 'allowidpinitiated allowunsolicited allowunsolicitedauthnresponse allowunsolicitedresponse',
    means: waives,
  },
  {
    ...federation,
    id: 'saml-clock',
    title: 'the check of when a SAML assertion holds',
    names: 'acceptedclockskewms',
    means: (value) => (value.kind === 'number' ? (value.value < 0 ? 'off' : 'on') : null),
  },
  {
    ...federation,
    id: 'saml-certificate',
    of: ofStrategy(() => SAML),
    title: "the identity provider's certificate",
    names: 'idpcert idppubliccert idpcertfingerprint x509cert',
    means: (value) => (value.kind === 'null' || (value.kind === 'text' && value.text === '') ? 'off' : 'on'),
    loose: null,
    otherwise: 'off',
    when: (given, reading) => reading.unit.language.isCode && speaks(SAML)(given, reading),
  },
  {
    ...federation,
    id: 'signature-algorithm',
    title: 'the algorithm of signatures',
    names: 'signaturealgorithm signaturemethod digestalgorithm digestmethod',
    means: (value, node, { unit }) => {
      const text = value.kind === 'text' ? value.text : unit.textOf(node).slice(0, 120);
      const found = /sha-?_?(1|224|256|384|512)/i.exec(text)?.[1];
      return found === undefined ? null : found === '1' ? 'sha1' : 'sha2';
    },
    values: ['sha2', 'sha1'],
    loose: null,
    otherwise: null,
    when: speaks(SAML),
  },
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
    of: ofStrategy(() => OAUTH),
    title: 'the check of the state of a sign-in',
    names: 'state enablestate requirestate',
    means: (value) => (value.kind === 'boolean' ? (value.value ? 'on' : 'off') : null),
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
    of: ofStrategy(() => OAUTH),
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
