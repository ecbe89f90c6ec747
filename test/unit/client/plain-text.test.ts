import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { plainInNotification } from '../../../client/src/plain-text.ts';

test('a name in a notification is no link, and its lines are one', () => {
  expect(plainInNotification('[ada](https://example.org)\u202E\nb')).toBe('[ada] (https://example.org)\uFFFD b');
});

/** `showErrorMessage` and its like read links in what they are given. */
const showing = /\bshow(?:Information|Warning|Error)Message\b/u;

test('every notification is shown by the one file that takes links out', () => {
  const folder = path.resolve(import.meta.dirname, '../../../client/src');
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  expect(files.filter((name) => showing.test(fs.readFileSync(path.join(folder, name), 'utf8')))).toEqual(['notify.ts']);
});
