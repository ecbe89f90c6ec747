import type { Browser, Page } from 'playwright-core';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type PageWords, toPanelHtml } from '../../client/src/panel-html.ts';
import type { PanelView } from '../../server/src/protocol/view.ts';
import type { PanelAction, PanelMessage, SentAction } from '../../server/src/protocol/webview.ts';
import { buildPage } from './build-page.ts';
import { startChromium } from './start-chromium.ts';
import { type Theme, type ThemeName, themes } from './themes.ts';

/** The built panel in a real browser, in the extension's own page with its policy, and a host that only records. */
export interface Panel {
  readonly page: Page;
  /** As the extension does: whole, after each change. */
  readonly show: (view: PanelView) => Promise<void>;
  readonly send: (message: PanelMessage) => Promise<void>;
  /** Acts since the last call, without `ready`, attention and what is shown. */
  readonly acts: () => Promise<readonly PanelAction[]>;
  /** To the last act of this kind, or of any; null: to one that is not of this page. */
  readonly answer: (
    answer: Omit<Extract<PanelMessage, { readonly kind: 'answer' }>, 'kind' | 'act'>,
    to?: PanelAction['kind'] | null,
  ) => Promise<void>;
  readonly attention: () => Promise<readonly PanelAction[]>;
  readonly state: () => Promise<unknown>;
  /** What the live region says. */
  readonly said: () => Promise<string>;
  /** Text of the element that has focus, or its label. */
  readonly focused: () => Promise<string>;
  /** As VS Code does when the theme changes: variables and classes, no reload. */
  readonly wear: (theme: ThemeName) => Promise<void>;
  /** Errors, refused content, warnings. Must be empty. */
  readonly complaints: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: ThemeName;
  /** What `setState` kept of an earlier page. */
  readonly saved?: unknown;
  readonly reducedMotion?: boolean;
}

export interface PanelBrowser {
  readonly open: (view: PanelView | null, look?: Look) => Promise<Panel>;
  readonly close: () => Promise<void>;
}

const nonce = 'dGVzdC1ub25jZQ==';

interface Host {
  readonly posted: SentAction[];
  /** What the content security policy kept out. */
  readonly refused: string[];
  saved: unknown;
  readonly wear: (theme: Theme) => void;
}
declare global {
  interface Window {
    host: Host;
  }
}

/** `words`: what a reader of another language has. */
export async function startBrowser(words: PageWords | null = null): Promise<PanelBrowser> {
  const server = await serve(buildPage('webview'), words);
  const { port } = server.address() as AddressInfo;
  const browser = await startChromium();
  const pages = new Map<string, Page[]>();
  return {
    open: (view, look = {}) => openPanel({ browser, url: `http://127.0.0.1:${port}/`, idle: pages }, view, look),
    async close() {
      await browser.close();
      await new Promise((closed) => server.close(closed));
    },
  };
}

async function serve(dist: string, words: PageWords | null): Promise<http.Server> {
  const files: Readonly<Record<string, string>> = { '/webview.js': 'text/javascript', '/webview.css': 'text/css' };
  const server = http.createServer(({ url = '/', headers }, response) => {
    const type = files[url];
    if (type !== undefined) {
      response.writeHead(200, { 'content-type': type }).end(fs.readFileSync(path.join(dist, url)));
    } else if (url === '/') {
      const html = toPanelHtml({
        cspSource: `http://${headers.host ?? ''}`,
        script: '/webview.js',
        style: '/webview.css',
        nonce,
        words,
      });
      response.writeHead(200, { 'content-type': 'text/html' }).end(html);
    } else response.writeHead(204).end();
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  return server;
}

interface Pages {
  readonly browser: Browser;
  readonly url: string;
  /** Pages of panels that were closed, by their look: loading one anew takes a fraction of what a new one takes. */
  readonly idle: Map<string, Page[]>;
}

async function openPanel(pages: Pages, view: PanelView | null, look: Look): Promise<Panel> {
  const { width = 420, height = 900, theme = 'dark-modern', saved = null, reducedMotion = true } = look;
  const key = JSON.stringify([theme, saved]);
  const idle = pages.idle.get(key) ?? [];
  pages.idle.set(key, idle);
  const page = idle.pop() ?? (await newPage(pages.browser, themes[theme], saved));
  await page.setViewportSize({ width, height });
  await page.emulateMedia({
    colorScheme: themes[theme].scheme,
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
  });
  await page.clock.setFixedTime('2026-11-21T14:10:00Z');
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  await page.goto(pages.url);
  const panel = toPanel(page, complaints, async () => {
    page.removeAllListeners('console');
    page.removeAllListeners('pageerror');
    await page.mouse.move(0, 0);
    idle.push(page);
  });
  if (view !== null) await panel.show(view);
  return panel;
}

async function newPage(browser: Browser, theme: Theme, saved: unknown): Promise<Page> {
  const context = await browser.newContext({ timezoneId: 'UTC', locale: 'en-GB' });
  const page = await context.newPage();
  await page.addInitScript(pretendHost, { theme, saved, defaultSheet });
  return page;
}

function toPanel(page: Page, complaints: readonly string[], close: () => Promise<void>): Panel {
  const send = async (message: PanelMessage): Promise<void> => {
    // As one text: a view of 5,000 hunks is taken apart value by value otherwise.
    await page.evaluate(
      (text) => window.dispatchEvent(new MessageEvent('message', { data: JSON.parse(text) as unknown })),
      JSON.stringify(message),
    );
    await page.evaluate(() => new Promise(requestAnimationFrame)); // elements of the library draw in a microtask
  };
  const posted = (): Promise<SentAction[]> => page.evaluate(() => window.host.posted);
  let seen = 0;
  return {
    page,
    send,
    show: (view) => send({ kind: 'view', view }),
    async acts() {
      const all = (await posted()).filter(({ kind }) => !['ready', 'attention', 'shown'].includes(kind));
      const fresh = all.slice(seen);
      seen = all.length;
      return fresh.map(({ act: _act, ...action }) => action);
    },
    async answer(answer, to) {
      const sent = (await posted()).findLast(({ kind, act }) => act !== undefined && (to === undefined || kind === to));
      await send({ kind: 'answer', act: sent?.act ?? null, ...answer });
    },
    attention: async () => (await posted()).filter(({ kind }) => kind === 'attention'),
    async wear(name) {
      await page.emulateMedia({ colorScheme: themes[name].scheme });
      await page.evaluate((theme) => window.host.wear(theme), themes[name]);
    },
    state: () => page.evaluate(() => window.host.saved),
    said: () => page.evaluate(() => (document.getElementById('live')?.textContent ?? '').trim()),
    focused: () =>
      page.evaluate(() => {
        const { activeElement } = document;
        if (activeElement === null || activeElement === document.body) return '';
        return (
          activeElement.getAttribute('data-focus') ??
          activeElement.getAttribute('aria-label') ??
          activeElement.textContent ??
          ''
        );
      }),
    complaints: async () => [...complaints, ...(await page.evaluate(() => window.host.refused))],
    close,
  };
}

/** Runs in the page before it loads: what VS Code puts into a webview. */
function pretendHost({ theme, saved, defaultSheet }: { theme: Theme; saved: unknown; defaultSheet: string }): void {
  function wear({ body, scheme, variables }: Theme): void {
    const { style } = document.documentElement;
    for (const name of [...style]) if (name.startsWith('--vscode-')) style.removeProperty(name);
    for (const [name, value] of Object.entries(variables)) style.setProperty(`--vscode-${name}`, value);
    style.setProperty('--vscode-font-family', 'system-ui, "Ubuntu", "Droid Sans", sans-serif');
    style.setProperty('--vscode-editor-font-family', '"DejaVu Sans Mono", monospace');
    style.setProperty('--vscode-font-size', '13px');
    style.setProperty('color-scheme', scheme);
    document.body.className = body;
  }
  const host: Host = { posted: [], refused: [], saved: saved ?? undefined, wear };
  window.host = host;
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    host.refused.push(`policy: ${violatedDirective} ${blockedURI}`),
  );
  Object.assign(window, {
    acquireVsCodeApi: () => ({
      postMessage: (action: SentAction) => host.posted.push(structuredClone(action)),
      getState: () => host.saved,
      setState: (state: unknown) => {
        host.saved = JSON.parse(JSON.stringify(state)) as unknown;
      },
    }),
  });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(defaultSheet);
  document.adoptedStyleSheets = [sheet];
  document.addEventListener('DOMContentLoaded', () => wear(theme));
}

/** What VS Code's own sheet says about elements the panel uses. @see vscode/src/vs/workbench/contrib/webview/browser/pre/index.html */
const defaultSheet = `@layer vscode-default {
  body { background-color: transparent; color: var(--vscode-editor-foreground); font-family: var(--vscode-font-family); margin: 0; padding: 0 20px; }
  code { color: var(--vscode-textPreformat-foreground, #d0d0d0); background-color: var(--vscode-textPreformat-background, #3c3c3c); padding: 1px 3px; border-radius: 4px; }
  blockquote { background: var(--vscode-textBlockQuote-background, #2b2b2b); }
  kbd { background-color: #333333; box-shadow: inset 0 -1px 0 #000000; vertical-align: middle; padding: 1px 3px; }
  a:focus, input:focus, select:focus, textarea:focus { outline: 1px solid -webkit-focus-ring-color; outline-offset: -1px; }
}`;
