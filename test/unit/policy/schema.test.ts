import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { policyJsonSchema } from '../../../server/src/core/policy/schema.ts';

/** `UPDATE_EXPECT=1` writes it. */
test('the published schema of the policy file is the one the code checks by', () => {
  const path = 'server/schema/policy.schema.json';
  const text = `${JSON.stringify(policyJsonSchema(), null, 2)}\n`;
  if (process.env['UPDATE_EXPECT'] === '1') writeFileSync(path, text);
  expect(readFileSync(path, 'utf8')).toBe(text);
});
