import { describe, expect, it } from 'vitest';
import { reviewTexts } from '../../golden/review-texts.ts';

const steps = (length: number, write: (index: number) => string): string =>
  Array.from({ length }, (_, index) => write(index)).join('\n');

/** Symbols of what lost a check when the last branch of a file goes. */
async function openedIn(path: string, denies: string, rest: string): Promise<readonly string[]> {
  const { facts, failures } = await reviewTexts({
    before: { [path]: rest.replace('// deny', denies) },
    after: { [path]: rest.replace('// deny', '') },
  });
  expect(failures).toEqual([]);
  return facts
    .filter(({ kind, change }) => kind === 'identity.guard' && change === 'removed')
    .map(({ subject }) => subject.symbol);
}

// Each step asks the one before it twice: read way by way, forty of them outlast any time limit of a test.
describe('what names and functions stand for that refer to one another', () => {
  const names = (length: number): string =>
    `exports.remove = (req, res) => {\n  const a0 = req.user.isAdmin;\n${steps(length, (at) => `  const a${at + 1} = a${at} && a${at};`)}\n  // deny\n  db.users.delete(req.params.id);\n};\n`;
  const functions = (length: number): string =>
    `const f0 = (user) => user.isAdmin;\n${steps(length, (at) => `function f${at + 1}(user) { return f${at}(user) && f${at}(user); }`)}\nexports.remove = (req, res) => {\n  // deny\n  db.users.delete(req.params.id);\n};\n`;
  const verdicts = (length: number): string =>
    `function f0(user) { return user.isAdmin ? { ok: true } : { ok: false }; }\n${steps(length, (at) => `function f${at + 1}(user) { const one = f${at}(user); const { ok } = f${at}(user); return { ok: one.ok && ok }; }`)}\nexports.remove = (req, res) => {\n  // deny\n  db.users.delete(req.params.id);\n};\n`;

  it.each([
    ['names', names, (length: number) => `if (!a${length}) return res.status(403).end();`],
    ['functions', functions, (length: number) => `if (!f${length}(req.user)) return res.status(403).end();`],
    ['verdicts', verdicts, (length: number) => `if (!f${length}(req.user).ok) return res.status(403).end();`],
  ])('is told over a few steps, and is read in a number of steps that does not explode: %s', async (_, write, deny) => {
    expect(await openedIn('a.js', deny(4), write(4))).toEqual(['remove']);
    expect((await openedIn('a.js', deny(40), write(40))).length).toBeLessThan(3);
  });
});
