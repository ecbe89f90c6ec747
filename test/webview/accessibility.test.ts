import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { editorTab, footFaults, sideBar } from './foot-faults.ts';
import { type PanelBrowser, startBrowser } from './panel-page.ts';
import { type ThemeName, themes } from './themes.ts';
import { violations } from './violations.ts';
import { open, states, tooWide } from './states.ts';
import { changeSet, decide, fixtures, largeView, panelView, readyView } from './views.ts';

let browser: PanelBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const otherThemes = (Object.keys(themes) as ThemeName[]).filter((theme) => theme !== 'dark-modern');

/** All that a theme changes. */
const rulesOfColour = { type: 'rule' as const, values: ['color-contrast', 'link-in-text-block'] };

/** Wide, queue and hunk stand side by side: what is in them was looked at one by one. */
const isLaidOutAnew = (state: string): boolean => /^(?:queue|hunk, open$|request, signing$)/.test(state);

/** One page a state: opening one takes longer than most questions to it. */
test.each(Object.entries(states))(
  '%s: fits every width, and has no violation in any theme',
  async (state, { view, act }) => {
    const panel = await browser.open(view(), { width: 320 });
    await act?.(panel);
    expect(await footFaults(panel, sideBar)).toEqual([]);
    for (const width of [170, 320, 900, 420]) {
      await panel.page.setViewportSize({ width, height: 900 });
      await panel.page.waitForFunction(
        (isWide) => (document.querySelector('.is-wide') !== null) === isWide,
        width >= 700,
      );
      expect(await tooWide(panel), String(width)).toEqual([]);
      if (width === 420 || (width === 900 && isLaidOutAnew(state)))
        expect(await violations(panel.page), String(width)).toEqual([]);
    }
    expect(await footFaults(panel, editorTab)).toEqual([]);
    for (const theme of otherThemes) {
      await panel.wear(theme);
      expect(await violations(panel.page, rulesOfColour), theme).toEqual([]);
    }
    expect(await panel.complaints()).toEqual([]);
    await panel.close();
  },
);

test('axe would have found something: a button without a name, and words one can hardly see', async () => {
  const panel = await browser.open(panelView());
  await panel.page.evaluate(() => document.querySelector('main')?.append(document.createElement('button')));
  expect((await violations(panel.page)).join()).toContain('button-name');
  await panel.page.evaluate(() => document.querySelector('main')?.style.setProperty('--cs-fg', '#2a2a2a'));
  expect((await violations(panel.page, rulesOfColour)).join()).toContain('color-contrast');
  await panel.close();
});

describe('Read aloud', () => {
  test('every row says all that is seen of it', async () => {
    const panel = await browser.open(panelView());
    for (const name of [
      'Needs approval by identity-team. Widened, permission. GITHUB_TOKEN may write contents: read → write. release.yml line 9. Open.',
      'Blocked by policy. Removed, identity. Stripe signature is not verified. webhook.ts line 19. Open.',
      'Needs acknowledgement. Added, permission. Needs s3:PutObject on arn:aws:s3:::ledger-exports/*, not granted. users.ts line 45. Open.',
      'Explained. Added, data. Sends email, date of birth to api.mixpanel.com. track.ts line 12. Hunk ready.',
      'Acknowledged. Added, identity, test. A password is written into the code. accounts.ts line 5. Hunk rejected.',
      'Not judged, no grammar for VCL. edge.vcl. Acknowledge to accept.',
      'users.ts, src/routes, lines 41 to 50. 2 open.',
      'session.ts, src/auth, line 7. Hunk accepted.',
    ])
      expect(await panel.page.getByRole('button', { name, exact: true }).count(), name).toBe(1);
    await panel.close();
  });

  test('a row of a long queue: the same words', async () => {
    const panel = await browser.open(largeView(400));
    const name =
      'Needs an explanation. Removed, permission. requireScope("invoice:write") removed from route number 5. file-5.ts line 6. Open.';
    expect(await panel.page.getByRole('treeitem', { name, exact: true }).count()).toBe(1);
    expect(
      await panel.page
        .getByRole('treeitem', { name: 'file-5.ts, services/service-0/routes, lines 5 to 9. 1 open.', exact: true })
        .count(),
    ).toBe(1);
    await panel.close();
  });

  test('progress says what is settled and what is left', async () => {
    const panel = await browser.open(panelView());
    expect(await panel.page.locator('.progress-segments').getAttribute('aria-label')).toBe(
      '3 of 7 findings settled, 1 blocked, 1 needs approval, 1 to explain, 1 to acknowledge. 31 hunks without findings.',
    );
    await panel.close();
  });

  test('a held card says that nothing is written', async () => {
    const panel = await browser.open(
      panelView({ changeSets: [changeSet({ hunks: [{ ...fixtures.release, landing: 'held' }] })] }),
    );
    expect(await panel.page.locator('.held-card').getAttribute('aria-label')).toBe(
      'Held, not written. release.yml line 9. 1 finding: approve.',
    );
    await panel.close();
  });

  test('one polite region says what happened, and is not drawn again', async () => {
    const panel = await browser.open(panelView());
    const live = await panel.page.locator('#live').elementHandle();
    await panel.show(decide(panelView(), 'h-users', 'accepted'));
    expect(await panel.said()).toBe('Accepted. Record 411 written. Next: webhook.ts.');
    expect(await panel.page.evaluate((before) => before === document.getElementById('live'), live)).toBe(true);
    expect(await panel.page.locator('#live').getAttribute('aria-live')).toBe('polite');
    await panel.close();
  });
});

test('nothing moves where less motion is asked for', async () => {
  const animated = async (reducedMotion: boolean, hostClass: string): Promise<string> => {
    const panel = await browser.open(readyView(), { reducedMotion });
    await panel.page.evaluate((name) => document.body.classList.add(name), hostClass);
    await open('h-users')(panel);
    const { animation, transition } = await panel.page.evaluate(() => {
      const tick = document.querySelector('.settled path');
      const segment = document.querySelector('.segment');
      return {
        animation: tick && getComputedStyle(tick).animationName,
        transition: segment && getComputedStyle(segment).transitionDuration,
      };
    });
    await panel.close();
    return `${animation ?? ''} ${transition ?? ''}`;
  };
  expect(await animated(false, 'any')).toBe('draw 0.16s');
  expect(await animated(true, 'any')).toBe('none 0s');
  expect(await animated(false, 'vscode-reduce-motion')).toBe('none 0s');
});
