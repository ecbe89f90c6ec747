import { defineExtractor } from '../define.ts';
import { chosenFields } from '../protections/fields.ts';
import { protectedCalls } from '../protections/call-options.ts';
import { keptFields } from '../protections/kept-fields.ts';
import { retention } from '../protections/retention.ts';
import { storeSettings } from '../protections/stores.ts';
import { protectedValues } from '../protections/values.ts';

/** What keeps data about people from being seen: hashes, encryption, masks, fields that are left out. */
export const dataProtections = defineExtractor({
  id: 'data-protections',
  kinds: ['data.protection'],
  languages: 'all',
  *extract(reading) {
    yield* storeSettings(reading);
    if (!reading.unit.language.isCode) return;
    yield* keptFields(reading);
    yield* retention(reading);
    yield* protectedCalls(reading);
    yield* protectedValues(reading);
    yield* chosenFields(reading);
  },
});
