import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { type PageWords, toPanelHtml } from '../../client/src/panel-html.ts';
import { buildPage } from './build-page.ts';
import { startChromium } from './start-chromium.ts';
import { type ThemeName, themes } from './themes.ts';

/** Pages in editor tabs, each its own bundle, in a real browser with the extension's own policy, and a host that only records. */
export interface SmallPages {
  /** `words`: what a reader of another language has. */
  readonly open: (theme: ThemeName, width: number, words?: PageWords) => Promise<OpenPage>;
  readonly close: () => Promise<void>;
}

export interface OpenPage {
  readonly page: Page;
  readonly send: (message: object) => Promise<void>;
  /** What the page has asked for, in order. */
  readonly acts: () => Promise<readonly { readonly kind: string }[]>;
  readonly complaints: readonly string[];
}

const nonce = 'dGVzdC1ub25jZQ==';

/** @param bundle of `esbuild.config.mjs` */
export async function startPages(bundle: string): Promise<SmallPages> {
  const built = buildPage(bundle);
  const toHtml = (cspSource: string, words: PageWords | null): string =>
    toPanelHtml({ cspSource, script: `/${bundle}.js`, style: `/${bundle}.css`, nonce, words });
  const server = http.createServer(({ url = '/', headers }, response) => {
    const type = { [`/${bundle}.js`]: 'text/javascript', [`/${bundle}.css`]: 'text/css' }[url];
    if (type !== undefined)
      response.writeHead(200, { 'content-type': type }).end(fs.readFileSync(path.join(built, url)));
    else if (url === '/') {
      response.writeHead(200, { 'content-type': 'text/html' }).end(toHtml(`http://${headers.host ?? ''}`, null));
    } else response.writeHead(204).end();
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const { port } = server.address() as AddressInfo;
  const browser = await startChromium();
  return {
    async open(theme, width, words) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: themes[theme].scheme });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.addInitScript(pretendHost, themes[theme]);
      const origin = `http://127.0.0.1:${port}`;
      if (words !== undefined)
        await page.route(`${origin}/`, (route) =>
          route.fulfill({ contentType: 'text/html', body: toHtml(origin, words) }),
        );
      await page.goto(`${origin}/`);
      return {
        page,
        complaints,
        send: (message) =>
          page.evaluate((data) => void window.dispatchEvent(new MessageEvent('message', { data })), message),
        acts: () => page.evaluate(() => (window as unknown as { acts: { kind: string }[] }).acts),
      };
    },
    async close() {
      await browser.close();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Runs in the page. */
function pretendHost({ body, scheme, variables }: (typeof themes)[ThemeName]): void {
  const acts: unknown[] = [];
  Object.assign(window, {
    acts,
    acquireVsCodeApi: () => ({ postMessage: (act: unknown) => acts.push(structuredClone(act)) }),
  });
  document.addEventListener('DOMContentLoaded', () => {
    const { style } = document.documentElement;
    for (const [name, value] of Object.entries(variables)) style.setProperty(`--vscode-${name}`, value);
    style.setProperty('--vscode-font-family', 'system-ui, "Ubuntu", "Droid Sans", sans-serif');
    style.setProperty('color-scheme', scheme);
    document.body.className = body;
  });
}
