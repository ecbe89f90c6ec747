import type { SettingRow } from './define.ts';
import { SWITCH } from './define.ts';
import { present, protects, waives } from './meanings.ts';

const token = { kind: 'identity.token', values: SWITCH, loose: 'off', otherwise: null } as const;

const BY_HEADER = /\.alg\b|\[["']alg["']\]|get\(["']alg["']/;
const KNOWN = /(?:^|\.)(?:verify|decode|jwtVerify|jwtDecrypt|expressjwt|compactVerify)$/;

/** What validators of tokens are told by name, wherever the options are put together. Sources: the libraries' documentation, 2026-11. */
export const tokenRows: readonly SettingRow[] = [
  { ...token, id: 'token-issuer', title: "the check of the token's issuer", names: 'validateissuer', means: protects },
  {
    ...token,
    id: 'token-audience',
    title: 'the check of whom the token is for',
    names: 'validateaudience',
    means: protects,
  },
  {
    ...token,
    id: 'token-expiry',
    title: "the check of the token's expiry",
    names: 'validatelifetime requireexpirationtime',
    means: protects,
  },
  {
    ...token,
    id: 'token-signature',
    title: "the check of the token's signature",
    names: 'requiresignedtokens validateissuersigningkey requiresignedtoken',
    means: protects,
  },
  {
    ...token,
    id: 'token-audience',
    title: 'the check of whom the token is for',
    names: 'jwtdecodeaudience validaudience validaudiences',
    means: present,
    loose: null,
    otherwise: 'off',
  },
  {
    ...token,
    id: 'token-issuer',
    title: "the check of the token's issuer",
    names: 'jwtdecodeissuer validissuer validissuers',
    means: present,
    loose: null,
    otherwise: 'off',
  },
  {
    ...token,
    id: 'token-claims',
    title: "the check of the token's claims",
    names: 'jwtvalidator jwtclaimssetverifier tokenvalidator',
    means: present,
    loose: null,
    otherwise: 'off',
    when: ({ node }) => node.kind === 'call',
  },
  {
    ...token,
    id: 'token-signature',
    title: "the check of the token's signature",
    names: 'signaturevalidator',
    means: (value, node) => (value.kind === 'function' || node.kind === 'function' ? 'off' : null),
  },
  {
    ...token,
    id: 'token-algorithm',
    title: "the choice of the token's algorithm",
    names: 'algorithms allowedalgorithms validalgorithms',
    means: (value, node, { unit }) => {
      if (
        value.kind === 'list' &&
        value.items.some((item) => item.kind === 'text' && item.text.toLowerCase() === 'none')
      )
        return 'none';
      return BY_HEADER.test(unit.textOf(node).slice(0, 120)) ? 'header' : 'listed';
    },
    values: ['listed', 'header', 'none'],
    loose: 'header',
    // Calls that are known say it with all else they check.
    when: ({ callee }) => /token|jwt|decode|verify/i.test(callee) && !KNOWN.test(callee),
  },
  {
    ...token,
    id: 'token-single-use',
    title: 'the single use of refresh tokens',
    names:
      'rotaterefreshtokens rotaterefreshtoken refreshtokenrotation blacklistafterrotation rotaterefreshtokenonuse enablerefreshtokenrotation revokerefreshtoken refreshtokenrotationenabled simplejwtrotaterefreshtokens',
    means: protects,
    otherwise: 'off',
  },
  {
    ...token,
    id: 'token-single-use',
    title: 'the single use of refresh tokens',
    names: 'reuserefreshtokens reuserefreshtoken',
    means: waives,
  },
];
