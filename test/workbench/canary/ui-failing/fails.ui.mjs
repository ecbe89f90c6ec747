import assert from 'node:assert/strict';

export const name = 'a scenario that fails';
export const options = { workspace: 'small' };

export async function run({ page }) {
  assert.equal(await page.title(), 'no window has this title');
}
