import { browserRows, protectiveHeaders } from './browser-rows.ts';
import { cookieRows } from './cookie-rows.ts';
import { decisionRows } from './decision-rows.ts';
import type { SettingRow } from './define.ts';
import { allEscaping, valueEscaping } from './escaping-rows.ts';
import { federationRows } from './federation-rows.ts';
import {
  answerOrigins,
  archivePaths,
  cipher,
  cipherStart,
  errorDetails,
  messageOrigin,
  messageTarget,
  tokenStorage,
  xmlEntities,
} from './hardening-rows.ts';
import { packageRows } from './package-rows.ts';
import { pageRows } from './page-rows.ts';
import { randomness } from './randomness.ts';
import { sessionRows } from './session-rows.ts';
import { podTraffic } from './system-rows.ts';
import { tlsRows } from './tls-rows.ts';
import { tokenRows } from './token-rows.ts';

/** Every setting by its id: what its values mean, strictest first. Rows of one id share them. */
const valuesOf: ReadonlyMap<string, readonly string[]> = new Map(
  [
    ...tlsRows,
    ...federationRows,
    ...sessionRows,
    ...tokenRows,
    ...decisionRows,
    ...cookieRows,
    ...browserRows,
    ...pageRows,
    ...packageRows,
    protectiveHeaders,
    allEscaping,
    answerOrigins,
    archivePaths,
    cipher,
    cipherStart,
    errorDetails,
    messageOrigin,
    messageTarget,
    tokenStorage,
    xmlEntities,
    valueEscaping,
    podTraffic,
    randomness,
  ].map((row: Pick<SettingRow, 'id' | 'values'>) => [row.id, row.values]),
);

/** By the norm of the fact's resource: what stands behind the id says where. */
export function valuesOfSetting(norm: string): readonly string[] {
  return valuesOf.get(norm.split(' ', 1)[0]!) ?? ['on', 'off'];
}
