import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { actsOnce } from '../../client/webview/key-listener.ts';
import { keyRows } from '../../client/webview/keys.ts';
import { editorChords } from '../../client/words/editor-chords.ts';
import type { PanelKey } from '../../server/src/protocol/panel-key.ts';
import { type Panel, type PanelBrowser, startBrowser } from './panel-page.ts';
import { bucketFinding, decide, fixtures, mapHunks, panelView, plainHunks, settle, viewOf } from './views.ts';

let browser: PanelBrowser;
let panel: Panel;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  panel = await browser.open(panelView());
});
afterEach(async () => {
  expect(await panel.complaints()).toEqual([]);
  await panel.close();
});

const press = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) {
    await panel.page.keyboard.press(key);
    await panel.page.evaluate(() => new Promise(requestAnimationFrame)); // focus of a library element takes a microtask
  }
};
const file = (): Promise<string | null> => panel.page.locator('.hunk-header b').textContent();

test('Esc leads from a hunk whose row is folded to the queue, and focus is there', async () => {
  await panel.show(viewOf(fixtures.users, ...plainHunks(3)));
  await panel.send({ kind: 'reveal', changeSet: 'cs-14', hunk: 'h-plain-0' });
  await panel.page.keyboard.press('Escape');
  await expect.poll(() => panel.focused()).toBe('queue');
});

describe('n and N', () => {
  test('walk the open findings and come round', async () => {
    const seen: string[] = [];
    for (let step = 0; step < 6; step++) {
      await press('n');
      seen.push(await panel.focused());
    }
    expect(seen).toEqual([
      'card:fp-signature',
      'card:fp-token',
      'card:fp-guard',
      'card:fp-bucket',
      'card:not-judged',
      'card:fp-signature',
    ]);
    expect(await panel.said()).toBe('Started again at the first open finding.');
    await press('Shift+N', 'Shift+N');
    expect(await panel.focused()).toBe('card:fp-bucket');
  });

  test('skip what is settled and decided', async () => {
    await panel.show(settle(panelView(), 'fp-signature'));
    await press('n');
    expect(await panel.focused()).toBe('card:fp-token');
  });
});

describe('j, k, ] and [', () => {
  test('move the row in the queue, and open hunks once one is open', async () => {
    await press('j', 'j');
    expect(await panel.focused()).toBe('row:h-release');
    await press('Enter');
    expect(await file()).toBe('release.yml');
    await press('j');
    expect(await file()).toBe('users.ts');
    await press('k', 'k');
    expect(await file()).toBe('webhook.ts');
    await press('k');
    expect(await panel.said()).toBe('This is the first one.');
  });

  test('go to the next file', async () => {
    const second = { ...fixtures.users, id: 'h-users-2', firstLine: 80, lastLine: 82 };
    await panel.show(viewOf(fixtures.users, second, fixtures.track));
    await press('j', 'Enter');
    expect(await file()).toBe('users.ts');
    await press(']');
    expect(await file()).toBe('track.ts');
    await press('[');
    expect(await panel.page.locator('.hunk-header .file-name span').textContent()).toContain('80–82');
  });
});

describe('Space', () => {
  test('acknowledges three findings of a hunk in five acts: open, three times Space, accept', async () => {
    const findings = ['a', 'b', 'c'].map((name) => ({ ...bucketFinding, fingerprint: `fp-${name}` }));
    let view = viewOf({ ...fixtures.users, findings });
    await panel.show(view);
    await press('n');
    for (const { fingerprint } of findings) {
      await press('Space');
      view = settle(view, fingerprint);
      await panel.show(view);
    }
    await press('a');
    expect(
      (await panel.acts()).map((action) => [action.kind, 'fingerprint' in action ? action.fingerprint : '']),
    ).toEqual([
      ['acknowledge', 'fp-a'],
      ['acknowledge', 'fp-b'],
      ['acknowledge', 'fp-c'],
      ['accept', ''],
    ]);
  });

  test('held down acknowledges one finding and no more', async () => {
    const findings = ['a', 'b'].map((name) => ({ ...bucketFinding, fingerprint: `fp-${name}` }));
    const view = viewOf({ ...fixtures.users, findings });
    await panel.show(view);
    await press('n');
    await panel.page.keyboard.down('Space');
    await panel.show(settle(view, 'fp-a'));
    expect(await panel.focused()).toBe('card:fp-b');
    for (let times = 0; times < 5; times++) await panel.page.keyboard.down('Space'); // repeats
    await panel.page.keyboard.up('Space');
    expect(await panel.acts()).toHaveLength(1);
  });

  test.each([...actsOnce])('held down is one press of %s', async (name) => {
    const { press: written = '' } = keyRows.find(({ key }) => key === name) ?? {};
    const [key = '', held] = written.split('+').toReversed();
    const given = { key: held === 'Shift' ? key.toUpperCase() : key, shiftKey: held === 'Shift', repeat: true };
    const isStopped = await panel.page.evaluate(
      (init) => {
        let isHeard = false;
        window.addEventListener('keydown', () => (isHeard = true), { once: true });
        const event = new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true });
        document.body.dispatchEvent(event);
        return event.defaultPrevented && !isHeard;
      },
      { ...given, ctrlKey: held === 'Control' },
    );
    expect(isStopped).toBe(true);
  });

  test('on a finding that asks for words goes to them instead', async () => {
    await press('n', 'n', 'n', 'Space');
    expect(await panel.acts()).toEqual([]);
    expect(await panel.focused()).toBe('words:fp-guard');
  });

  test('on a hunk that was not judged acknowledges that nothing was analysed', async () => {
    await press('Shift+N', 'Space');
    expect(await panel.acts()).toEqual([{ kind: 'acknowledge-not-judged', changeSet: 'cs-14', hunk: 'h-edge' }]);
    const acknowledged = mapHunks(panelView(), (hunk) =>
      hunk.id === 'h-edge' ? { ...hunk, notJudgedAcknowledged: true, blockedBecause: null } : hunk,
    );
    await panel.show(acknowledged);
    expect(await panel.said()).toBe('Acknowledged that nothing was analysed.');
    await press('a');
    expect(await panel.acts()).toEqual([{ kind: 'accept', changeSet: 'cs-14', hunk: 'h-edge' }]);
  });

  test('presses the button that has focus and nothing else', async () => {
    await press('n', 'n', 'n', 'n');
    await panel.page.getByRole('button', { name: 'users.ts:45' }).focus();
    await press('Space');
    expect((await panel.acts()).map(({ kind }) => kind)).toEqual(['open-place']);
  });
});

describe('While typing', () => {
  test('letters are letters', async () => {
    await press('n', 'n', 'n', 'e');
    await panel.page.keyboard.type('narjkudw? /]');
    expect(await panel.page.locator('[data-finding="fp-guard"] textarea').inputValue()).toBe('narjkudw? /]');
    expect(await panel.acts()).toEqual([]);
    expect(await file()).toBe('users.ts');
  });

  test('letters in a select choose nothing and act on nothing', async () => {
    await press('n', 'n', 'n');
    await panel.page.locator('vscode-single-select').focus();
    await press('n', 'a', 'r');
    expect(await panel.acts()).toEqual([]);
    expect(await panel.page.locator('.words-form').count()).toBe(0);
  });

  test('Ctrl+Enter records, and without a reason goes to it', async () => {
    await press('n', 'n', 'n', 'e');
    await panel.page.keyboard.type('Covered.');
    await press('Control+Enter');
    expect(await panel.said()).toBe('A reason is missing.');
    expect(await panel.focused()).toBe('reason:fp-guard');
    await press('Space', 'ArrowDown', 'Enter');
    await panel.page.locator('[data-finding="fp-guard"] textarea').focus();
    await press('Control+Enter');
    expect(await panel.acts()).toEqual([
      {
        kind: 'explain',
        changeSet: 'cs-14',
        hunk: 'h-users',
        fingerprint: 'fp-guard',
        reason: 'needed',
        words: 'Covered.',
      },
    ]);
  });

  test('Esc leaves the words first, then the hunk', async () => {
    await press('n', 'n', 'n', 'e', 'Escape');
    expect(await panel.focused()).toBe('card:fp-guard');
    await press('Escape');
    expect(await panel.focused()).toBe('row:h-users');
  });
});

test('a that cannot accept says why and moves to the first open form', async () => {
  await press('n', 'a');
  expect(await panel.acts()).toEqual([]);
  expect(await panel.said()).toBe('Cannot be accepted yet. 1 open on this hunk: the policy blocks it.');
  expect(await panel.focused()).toBe('card:fp-signature');
});

test('Enter on Accept gives focus to what comes next', async () => {
  const ready = settle(
    settle(viewOf(fixtures.users, fixtures.release), 'fp-guard', 'explain', 'Covered.'),
    'fp-bucket',
  );
  await panel.show(ready);
  await panel.page.locator('.hunk-line[data-row="h-users"]').click();
  await panel.page.locator('vscode-button', { hasText: 'Accept hunk' }).focus();
  await press('Enter');
  await panel.show(decide(ready, 'h-users', 'accepted'));
  expect(await file()).toBe('release.yml');
  expect(await panel.focused()).toBe('card:fp-token');
  expect((await panel.acts()).map(({ kind }) => kind)).toEqual(['accept']);
});

test('r asks for the reason, Esc keeps what was typed', async () => {
  await press('n', 'r');
  const cancel = panel.page.locator('vscode-button', { hasText: 'Cancel' });
  expect(await cancel.getAttribute('aria-keyshortcuts')).toBe('Escape'); // as ARIA names it
  await panel.page.keyboard.type('No.');
  await press('Escape');
  expect(await panel.page.locator('.words-form').count()).toBe(0);
  await press('r');
  expect(await panel.page.locator('.words-form textarea').inputValue()).toBe('No.');
});

test('w folds and unfolds the details of the focused finding', async () => {
  await press('n', 'w');
  expect(await panel.page.locator('.details').count()).toBe(0);
  expect(await panel.page.locator('.fold').getAttribute('aria-expanded')).toBe('false');
  await press('w');
  expect(await panel.page.locator('.details').count()).toBe(1);
});

test('d opens the diff, m opens it to amend', async () => {
  await press('n', 'd');
  expect((await panel.acts()).map(({ kind }) => kind)).toEqual(['open-diff']);
  await panel.page.waitForTimeout(600); // the same act within half a second is a slip
  await press('m');
  expect((await panel.acts()).map(({ kind }) => kind)).toEqual(['open-diff']);
});

test('u undoes a decision, and says so when there is none', async () => {
  await press('n', 'u');
  expect(await panel.said()).toBe('Nothing was decided on this hunk.');
  await press('Escape');
  await panel.page.locator('.hunk-line[data-row="h-session"]').click();
  await press('u');
  expect(await panel.acts()).toEqual([{ kind: 'undo', changeSet: 'cs-14', hunk: 'h-session' }]);
});

test('Esc leaves a filter that leaves nothing, too', async () => {
  await press('/');
  await panel.page.keyboard.type('nothing has this');
  await press('Escape');
  await expect.poll(() => panel.focused()).toBe('queue');
});

test('/ filters the queue, Esc goes to what it left', async () => {
  await press('/');
  await panel.page.keyboard.type('identity:removed routes');
  expect(await panel.page.locator('.finding-row').count()).toBe(1);
  expect(await panel.page.locator('.filter-result').textContent()).toContain('1 of 7 findings');
  await press('Escape');
  expect(await panel.focused()).toBe('row:h-users');
});

test('? shows the keys, Esc closes them and gives focus back', async () => {
  await press('n', '?');
  const table = panel.page.getByRole('dialog', { name: 'Keys' });
  expect(await table.locator('tbody kbd').count()).toBe(keyRows.length + editorChords.length);
  await press('a', 'n');
  expect(await panel.acts()).toEqual([]);
  await press('Escape');
  expect(await table.count()).toBe(0);
  expect(await panel.focused()).toBe('card:fp-signature');
});

test('Caps Lock changes what a letter looks like, not what it does', async () => {
  const ready = settle(settle(panelView(), 'fp-guard', 'explain', 'Covered.'), 'fp-bucket');
  await panel.show(ready);
  await panel.page.locator('.hunk-line[data-row="h-users"]').click();
  const down = (init: { readonly key: string; readonly code: string; readonly shiftKey?: true }) =>
    panel.page.evaluate((event) => {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, ...event }));
    }, init);
  await down({ key: 'A', code: 'KeyA' });
  await down({ key: 'a', code: 'KeyA', shiftKey: true });
  expect((await panel.acts()).map(({ kind }) => kind)).toEqual(['accept', 'accept-without-findings']);
});

test('letters are no keys where the settings say so, and nothing claims that they are', async () => {
  await panel.page.locator('.hunk-line[data-row="h-users"]').click();
  const hints = panel.page.locator('kbd.key:visible');
  expect(await hints.allTextContents()).toEqual(['Space', 'a', 'r']);
  await panel.send({ kind: 'settings', settings: { goesOn: true, hasLetterKeys: false } });
  expect(await hints.allTextContents()).toEqual(['Space']);
  const claimed = panel.page.locator('[aria-keyshortcuts]:not([aria-keyshortcuts="Space"])');
  expect(await claimed.count()).toBe(0);
  await press('r', 'Shift+A', '?');
  expect(await panel.page.locator('.words-form, dialog').count()).toBe(0);
  await press('Escape');
  expect(await panel.focused()).toBe('row:h-users');
  await panel.page.getByRole('button', { name: 'Show keys' }).click();
  expect(await panel.page.locator('dialog tbody:first-of-type kbd').allTextContents()).toEqual([
    'Enter',
    'Esc',
    'Space',
    'Ctrl+Enter',
  ]);
  await press('Escape');
  await panel.send({ kind: 'settings', settings: { goesOn: true, hasLetterKeys: true } });
  await panel.page.locator('.hunk-line[data-row="h-users"]').click();
  expect(await hints.allTextContents()).toEqual(['Space', 'a', 'r']);
  await press('Shift+A');
  expect((await panel.acts()).map(({ kind }) => kind)).toEqual(['accept-without-findings']);
});

test('keys with Ctrl, Alt or Cmd belong to the editor', async () => {
  await press('n', 'Control+r', 'Alt+a', 'Meta+d');
  await press('Control+k', 'Shift+F', 'Meta+k', 'Shift+A', 'Control+k', 'r'); // second steps of its chords
  expect(await panel.acts()).toEqual([]);
  expect(await panel.page.locator('.words-form').count()).toBe(0);
  await press('Shift+A');
  expect((await panel.acts()).map(({ kind }) => kind)).toEqual(['accept-without-findings']);
});

test('a palette command is about what had focus before the editor took it', async () => {
  await press('n', 'n');
  expect(await panel.focused()).toBe('card:fp-token');
  await panel.page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await panel.send({ kind: 'key', key: 'next-finding' });
  await expect.poll(() => panel.focused()).toBe('card:fp-guard');
});

test('palette commands do the same as the keys', async () => {
  const keys: readonly PanelKey[] = [
    'next-finding',
    'next-finding',
    'next-finding',
    'next-finding',
    'acknowledge',
    'open-diff',
  ];
  for (const key of keys) {
    await panel.send({ kind: 'key', key });
    await panel.page.evaluate(() => new Promise(requestAnimationFrame));
  }
  expect(await panel.acts()).toEqual([
    { kind: 'acknowledge', changeSet: 'cs-14', hunk: 'h-users', fingerprint: 'fp-bucket' },
    { kind: 'open-diff', changeSet: 'cs-14', path: 'src/routes/users.ts', line: 41 },
  ]);
});

test('Space on what is settled goes on to what is open on the hunk, and settles nothing by that', async () => {
  const other = { ...bucketFinding, fingerprint: 'fp-other' };
  const view = viewOf({ ...fixtures.users, findings: [{ ...bucketFinding, state: 'settled' }, other] });
  await panel.show(view);
  await press('n');
  await panel.page.locator('[data-finding="fp-bucket"]').focus();
  await press('Space');
  expect(await panel.focused()).toBe('card:fp-other');
  expect(await panel.acts()).toEqual([]);
});
