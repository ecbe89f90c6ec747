import { describe, expect, it } from 'vitest';
import { reviewTexts } from '../../golden/review-texts.ts';

/** `ensureStep0` calls `ensureStep1` calls … and the last one denies. */
function chainOf(length: number, denies: boolean): string {
  const lines = Array.from(
    { length },
    (_, index) => `function ensureStep${index}(req) { ensureStep${index + 1}(req); }`,
  );
  lines.push(
    denies
      ? `function ensureStep${length}(req) { if (!req.user) throw new UnauthorizedError(); }`
      : `function ensureStep${length}(req) {}`,
  );
  return `${lines.join('\n')}\napp.get('/x', (req, res) => { ensureStep0(req); res.end(); });\n`;
}

/** Symbols of what lost the check. */
async function openedIn(length: number): Promise<readonly string[]> {
  const { facts, failures } = await reviewTexts({
    before: { 'a.js': chainOf(length, true) },
    after: { 'a.js': chainOf(length, false) },
  });
  expect(failures).toEqual([]);
  return facts
    .filter(({ kind, change }) => kind === 'identity.guard' && change === 'removed')
    .map(({ subject }) => subject.symbol);
}

describe('functions that call each other', () => {
  it('are followed to the check at the end of a short chain', async () => {
    expect(await openedIn(4)).toEqual(expect.arrayContaining(['GET /x', 'ensureStep0', 'ensureStep4']));
  });

  it('are followed no further than the bound: 3,000 of them neither overflow nor are taken for a guard', async () => {
    const opened = await openedIn(3_000);
    expect(opened).toContain('ensureStep3000');
    expect(opened).not.toContain('GET /x');
  }, 60_000);
});
