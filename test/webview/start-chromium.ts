import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/**
 * What a window of Chromium 156 puts beside each page for its own address bar takes most of a second of processor time. The last
 * `--disable-features` is the one that counts: those that Playwright 1.65 names follow ours.
 */
const without = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../runner/chromium-without.json'), 'utf8'),
) as readonly string[];

export function startChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', `--disable-features=${without.join(',')}`],
  });
}
