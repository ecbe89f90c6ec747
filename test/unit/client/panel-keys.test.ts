import { afterEach, describe, expect, test, vi } from 'vitest';

/** As a browser tells it: what the layout writes, and where the key is on a US keyboard. */
interface Pressed {
  readonly key: string;
  readonly code: string;
  readonly shift?: true;
  readonly alt?: true;
  readonly ctrl?: true;
  readonly meta?: true;
  readonly altGraph?: true;
}

async function name(pressed: Pressed, platform = 'Linux x86_64', hasLetterKeys = true): Promise<string | null> {
  vi.resetModules();
  vi.stubGlobal('navigator', { platform });
  const { toPanelKey } = await import('../../../client/webview/press.ts');
  const { key, code, shift = false, alt = false, ctrl = false, meta = false, altGraph = false } = pressed;
  const event = {
    key,
    code,
    shiftKey: shift,
    altKey: alt,
    ctrlKey: ctrl,
    metaKey: meta,
    getModifierState: (modifier: string) => altGraph && modifier === 'AltGraph',
  };
  return toPanelKey(event as KeyboardEvent, hasLetterKeys);
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('Caps Lock', () => {
  test.each([
    ['a', { key: 'A', code: 'KeyA' }, 'accept'],
    ['Shift+a', { key: 'a', code: 'KeyA', shift: true }, 'accept-without-findings'],
    ['n', { key: 'N', code: 'KeyN' }, 'next-finding'],
    ['Shift+n', { key: 'n', code: 'KeyN', shift: true }, 'previous-finding'],
  ] as const)('%s does what it does without', async (_, pressed, expected) => {
    expect(await name(pressed)).toBe(expected);
  });
});

describe('Layouts', () => {
  test.each([
    ['German, AltGr+8', { key: '[', code: 'Digit8', altGraph: true }, 'previous-file'],
    ['Spanish, AltGr+`', { key: '[', code: 'BracketLeft', altGraph: true }, 'previous-file'],
    ['Windows, AltGr as Ctrl+Alt', { key: ']', code: 'Digit9', altGraph: true, ctrl: true, alt: true }, 'next-file'],
    ['Russian n', { key: 'т', code: 'KeyN' }, 'next-finding'],
    ['Russian Shift+a', { key: 'Ф', code: 'KeyA', shift: true }, 'accept-without-findings'],
    ['Russian a with Caps Lock', { key: 'Ф', code: 'KeyA' }, 'accept'],
    ['Russian bracket', { key: 'х', code: 'BracketLeft' }, 'previous-file'],
    ['Greek r', { key: 'ρ', code: 'KeyR' }, 'reject'],
    ['Hebrew a', { key: 'ש', code: 'KeyA' }, 'accept'],
    ['French a, where US has q', { key: 'a', code: 'KeyQ' }, 'accept'],
    ['German ü, where US has [', { key: 'ü', code: 'BracketLeft' }, 'previous-file'],
    ['German question mark', { key: '?', code: 'Minus', shift: true }, 'show-keys'],
    ['German slash', { key: '/', code: 'Digit7', shift: true }, 'filter'],
  ] as const)('%s', async (_, pressed, expected) => {
    expect(await name(pressed)).toBe(expected);
  });

  test.each([
    ['Turkish F, a letter of its own where US has e', { key: 'ğ', code: 'KeyE' }],
    ['Polish, AltGr+a', { key: 'ą', code: 'KeyA', altGraph: true }],
    ['AltGr and a letter', { key: 'a', code: 'KeyA', altGraph: true }],
    ['a dead key', { key: 'Dead', code: 'BracketLeft' }],
    ['French w, where US has z', { key: 'z', code: 'KeyW' }],
    ['Alt+[ of the editor', { key: '[', code: 'BracketLeft', alt: true }],
    ['Ctrl+r of the editor', { key: 'r', code: 'KeyR', ctrl: true }],
    ['Cmd+d of the editor', { key: 'd', code: 'KeyD', meta: true }],
  ] as const)('%s is no key of the panel', async (_, pressed) => {
    expect(await name(pressed)).toBeNull();
  });

  test('on a Mac Option writes brackets, and acts on nothing else', async () => {
    expect(await name({ key: '[', code: 'Digit5', alt: true }, 'MacIntel')).toBe('previous-file');
    expect(await name({ key: 'å', code: 'KeyA', alt: true }, 'MacIntel')).toBeNull();
    expect(await name({ key: 'a', code: 'KeyA', alt: true }, 'MacIntel')).toBeNull();
    expect(await name({ key: 'Enter', code: 'Enter', meta: true }, 'MacIntel')).toBe('record-explanation');
  });

  test('on a Mac the table says Cmd', async () => {
    vi.resetModules();
    vi.stubGlobal('navigator', { platform: 'MacIntel' });
    const { keyRows } = await import('../../../client/webview/keys.ts');
    expect(keyRows.find(({ key }) => key === 'record-explanation')?.label).toBe('Cmd+Enter');
  });
});

test('without letters only those keys act that nobody writes with', async () => {
  const withoutLetters = (pressed: Pressed) => name(pressed, 'Linux x86_64', false);
  expect(await withoutLetters({ key: 'a', code: 'KeyA' })).toBeNull();
  expect(await withoutLetters({ key: 'A', code: 'KeyA', shift: true })).toBeNull();
  expect(await withoutLetters({ key: '/', code: 'Slash' })).toBeNull();
  expect(await withoutLetters({ key: ' ', code: 'Space' })).toBe('acknowledge');
  expect(await withoutLetters({ key: 'Escape', code: 'Escape' })).toBe('back-to-queue');
  expect(await withoutLetters({ key: 'Enter', code: 'Enter', ctrl: true })).toBe('record-explanation');
});
