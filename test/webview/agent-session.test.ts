import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { QuestionItem, SessionView, ToolItem } from '../../server/src/protocol/agent-session.ts';
import { inBrackets, unlocalised } from './in-brackets.ts';
import { startPages, type OpenPage, type SmallPages } from './small-page.ts';
import { type ThemeName, themes } from './themes.ts';
import { violations } from './violations.ts';

/** Where pictures of the page are put for people to look at; none without. */
const pictures = process.env['PICTURES'];

let pages: SmallPages;
beforeAll(async () => {
  pages = await startPages('agent');
});
afterAll(() => pages.close());

async function open(
  theme: ThemeName,
  session: SessionView,
): Promise<OpenPage & { readonly show: (session: SessionView) => Promise<void> }> {
  const opened = await pages.open(theme, 720);
  const show = (next: SessionView): Promise<void> => opened.send({ kind: 'session', session: next });
  await show(session);
  return { ...opened, show };
}

const edit = (id: string, name: string, more: Partial<ToolItem>): ToolItem => ({
  kind: 'tool',
  id,
  title: `${name}: app.listen(3000) => app.listen(process.env.PORT)`,
  toolKind: 'edit',
  status: 'in_progress',
  places: [{ path: `/projects/shop/${name}`, name }],
  edit: { state: 'asked', reason: '' },
  output: '',
  ...more,
});
const question: QuestionItem = {
  kind: 'question',
  id: 'q1',
  title: 'npm test',
  detail: 'npm test -- --run --reporter verbose',
  input: '{ "command": "npm test -- --run --reporter verbose", "cwd": "/projects/shop" }',
  options: [
    { id: 'always', name: 'Always allow', kind: 'allow_always' },
    { id: 'once', name: 'Allow', kind: 'allow_once' },
    { id: 'no', name: 'Reject', kind: 'reject_once' },
  ],
  answer: null,
};
const refused = {
  state: 'refused',
  reason: 'A person rejected this edit in Countersign. Nothing was written.\n- src/users.ts: Only admins delete users.',
} as const;
const working: SessionView = {
  agent: 'Gemini CLI',
  command: 'gemini --acp',
  folder: 'shop',
  state: 'working',
  left: 0,
  items: [
    {
      kind: 'person',
      id: '0',
      text: 'Make the port configurable, and let support delete users.\nRun the tests after.',
    },
    { kind: 'thought', id: '1', text: 'The port stands in src/app.ts.' },
    { kind: 'agent', id: '2', text: 'I look at the server first, then at the routes.' },
    edit('c1', 'src/app.ts', { status: 'completed', edit: { state: 'allowed', reason: '' } }),
    edit('c2', 'src/users.ts', { status: 'failed', edit: refused }),
    edit('c3', 'src/routes/a-folder-with-a-long-name/another-folder-with-a-long-name/users-for-support.ts', {}),
    { ...question, id: 'q0', answer: 'once' },
    edit('c4', 'x', {
      title: 'npm test',
      toolKind: 'execute',
      places: [],
      edit: null,
      output: '12 passed',
      status: 'completed',
    }),
    question,
    { kind: 'note', id: '9', text: 'Stopped.' },
  ],
  plan: [
    { text: 'Read the port from the environment', status: 'completed' },
    { text: 'Let support delete users', status: 'in_progress' },
    { text: 'Run the tests', status: 'pending' },
  ],
  failure: null,
};
const ready: SessionView = { ...working, state: 'ready', items: [], plan: [] };
const failed: SessionView = {
  ...ready,
  state: 'ended',
  failure: {
    message: 'Gemini CLI could not be started.',
    fix: 'Install it with "npm install -g @google/gemini-cli". Then start the session again.',
    output: 'spawn gemini ENOENT',
  },
};

describe.each(Object.keys(themes) as ThemeName[])('a session with an agent in %s', (theme) => {
  test('has no accessibility violation and no complaint', async () => {
    const { page, show, complaints } = await open(theme, working);
    for (const [name, session] of Object.entries({ working, ready, failed })) {
      await show(session);
      if (pictures !== undefined) await page.screenshot({ path: path.join(pictures, `agent-${name}-${theme}.png`) });
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(720);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

test('is used by keyboard: what is written goes with Enter, and focus stays in the box', async () => {
  const { page, show, acts } = await open('dark-modern', { ...ready, state: 'starting' });
  await show(ready);
  const box = page.getByRole('textbox', { name: /What Gemini CLI is to do/ });
  expect(await box.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.type('Move the port');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('please');
  await show({ ...ready, items: working.items });
  expect(await box.inputValue()).toBe('Move the port\nplease');
  await page.keyboard.press('Enter');
  expect(await box.inputValue()).toBe('');
  await show(working);
  await page.keyboard.type('Not yet');
  await page.keyboard.press('Enter');
  expect(await box.inputValue()).toBe('Not yet');
  expect((await acts()).filter(({ kind }) => kind !== 'ready')).toEqual([
    { kind: 'prompt', text: 'Move the port\nplease' },
  ]);
  await page.context().close();
});

test('answers what is asked, opens what is named, stops, and shows why an edit was refused', async () => {
  const { page, show, acts } = await open('light-modern', working);
  await page.getByRole('button', { name: 'Allow', exact: true }).click();
  await page.getByRole('button', { name: 'src/app.ts' }).click();
  await page.getByRole('button', { name: 'Open Review' }).first().click();
  await page.getByRole('button', { name: 'Stop' }).click();
  await show({ ...working, state: 'ready' });
  expect(await page.getByRole('textbox').evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await page.locator('main').textContent()).toContain('Only admins delete users.');
  expect((await acts()).filter(({ kind }) => kind !== 'ready')).toEqual([
    { kind: 'answer', question: 'q1', option: 'once' },
    { kind: 'open-file', tool: 'c1', place: 0 },
    { kind: 'open-review' },
    { kind: 'stop' },
  ]);
  await page.context().close();
});

test('keeps the focus when the session ends: in the box, and from the button that is gone', async () => {
  const { page, show, complaints } = await open('dark-modern', working);
  const box = page.getByRole('textbox');
  const hasFocus = (): Promise<boolean> => box.evaluate((element) => element === document.activeElement);
  await box.focus();
  await page.keyboard.type('And then');
  await show(failed);
  expect(await hasFocus()).toBe(true);
  await page.keyboard.type(' more');
  expect(await box.inputValue()).toBe('And then');
  await show({ ...working, state: 'stopping' });
  await page.getByRole('button', { name: 'End Agent' }).focus();
  await show(failed);
  expect(await hasFocus()).toBe(true);
  await page.keyboard.press('Shift+Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Start Again');
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('says in a live region what waits, and shows text of an agent as text', async () => {
  const { page, show, complaints } = await open('dark-modern', { ...working, items: [] });
  const hostile = '<img src=x onerror=alert(1)>\u202Egnp.exe';
  await show({ ...working, items: [{ ...question, title: hostile, detail: hostile }] });
  expect(await page.getByRole('status').textContent()).toContain('Gemini CLI asks for leave: <img src=x');
  expect(await page.locator('img').count()).toBe(0);
  expect(await page.locator('main').textContent()).not.toContain('\u202E');
  await show({ ...working, items: [] });
  await show(failed);
  expect(await page.getByRole('status').textContent()).toContain('could not be started');
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('says nothing but in the language of the reader, and fits', async () => {
  const { page, send, complaints } = await pages.open('dark-modern', 720, inBrackets);
  const allowed = edit('c5', 'a.ts', { edit: { state: 'allowed', reason: '' } });
  const before = { ...working, items: [allowed], left: 3 };
  for (const session of [{ ...ready, state: 'starting' as const }, ready, before, working, failed]) {
    await send({ kind: 'session', session });
    expect(await unlocalised(page, { ...session, said: before })).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(720);
  }
  expect(complaints).toEqual([]);
  await page.context().close();
});
