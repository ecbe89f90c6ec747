/** A headless Chromium that reaches this machine and nothing else. */
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { findFile, findOnPath } from './find-program.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const wellKnown = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** @throws when there is no Chromium on this machine; `CHROMIUM` names one that is elsewhere. */
export async function launchBrowser() {
  const executablePath = process.env.CHROMIUM ?? findOnPath(names) ?? findFile(wellKnown);
  if (!executablePath) {
    throw new Error(
      'No Chromium or Chrome was found.\nfix  Install one (Debian: apt-get install chromium), or set CHROMIUM to its path.',
    );
  }
  return chromium.launch({ executablePath, headless: true, args: chromiumArgs });
}

// See test/webview/start-chromium.ts.
const without = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, '../runner/chromium-without.json'), 'utf8'));

const chromiumArgs = [
  `--disable-features=${without.join(',')}`,
  '--no-sandbox', // the sandbox does not start as root, nor in most containers; only our own pages are opened
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
  // Also stops what a service worker asks for, which Playwright's routes do not see.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];

/**
 * One person's browser: cookies, storage and settings last until it is closed, over all its pages.
 * `outsideHosts` lists the hosts that pages asked for and did not get.
 */
export async function openContext(browser, { viewport = { width: 1400, height: 900 }, scale = 1 } = {}) {
  const context = await browser.newContext({ viewport, deviceScaleFactor: scale, reducedMotion: 'reduce' });
  context.setDefaultTimeout(45_000);
  const outsideHosts = new Set();
  await context.route(
    (url) => url.hostname !== 'localhost',
    (route) => {
      outsideHosts.add(new URL(route.request().url()).host);
      return route.abort();
    },
  );
  return { context, outsideHosts };
}
