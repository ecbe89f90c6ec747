import type { SettingRow } from './define.ts';

/** What a secret is made of. Its title is that of the secret. */
export const randomness = {
  kind: 'identity.token',
  id: 'token-randomness',
  values: ['secure', 'predictable'],
  loose: 'predictable',
  otherwise: null,
} as const satisfies Partial<SettingRow>;
