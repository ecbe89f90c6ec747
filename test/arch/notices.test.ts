import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

interface ThirdParty {
  readonly noticesFile: string;
  readonly renderNotices: () => string;
}

test('THIRD_PARTY_NOTICES.md is what server/scripts/third-party.mjs writes', async () => {
  const script = path.resolve(import.meta.dirname, '../../server/scripts/third-party.mjs');
  const { noticesFile, renderNotices } = (await import(script)) as ThirdParty;
  expect(fs.readFileSync(noticesFile, 'utf8')).toBe(renderNotices());
});
