import { defineExtractor } from '../define.ts';
import { archives } from '../hardening/archives.ts';
import { ciphers } from '../hardening/ciphers.ts';
import { messages } from '../hardening/messages.ts';
import { parsers } from '../hardening/parsers.ts';
import { reflectedOrigins } from '../hardening/reflected-origins.ts';
import { storage } from '../hardening/storage.ts';
import { traces } from '../hardening/traces.ts';
import { hardeningRows } from '../settings/hardening-rows.ts';
import { readSettings, rowsByName, toSettingSite } from '../settings/read.ts';

const byName = rowsByName(hardeningRows);
const READERS = [parsers, ciphers, messages, archives, traces, storage, reflectedOrigins];

/** What a program tells its parsers, ciphers, archives and windows to leave alone, and its callers of errors. */
export const hardening = defineExtractor({
  id: 'hardening',
  kinds: ['assurance.hardening'],
  languages: 'all',
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test || unit.language.id === 'text') return;
    yield* readSettings(reading, byName);
    if (!unit.language.isCode || unit.language.callsAreCommands) return;
    for (const read of READERS)
      for (const { row, node, value } of read(reading)) yield toSettingSite(reading, row, { node }, value);
  },
});
