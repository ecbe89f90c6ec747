import type { SettingRow } from './define.ts';
import { oneOf, present, protects, waives } from './meanings.ts';
import { federation, ofStrategy, SAML, speaks, wanted } from './protocols.ts';

/** What is checked of a SAML response. Sources: documentation of node-saml, python3-saml, ruby-saml, crewjam/saml, gosaml2, Spring Security, 2026-11. */
export const samlRows: readonly SettingRow[] = [
  {
    ...wanted,
    id: 'saml-assertions-signed',
    of: ofStrategy(SAML),
    title: 'the demand that SAML assertions are signed',
    names:
      'wantassertionssigned wantassertionsignature wantassertionorresponsesigned requiresignedassertions requireassertionsigned',
    means: protects,
  },
  {
    ...wanted,
    id: 'saml-response-signed',
    of: ofStrategy(SAML),
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
    of: ofStrategy(SAML),
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
    of: ofStrategy(SAML),
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
    of: ofStrategy(SAML),
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
];
