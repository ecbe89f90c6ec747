import { describe, expect, test } from 'vitest';
import { createBuffers, type Buffers } from '../../server/src/lsp/buffers.ts';
import { isKeystrokeScale } from '../../server/src/lsp/documents.ts';

function watched(tellsHow: boolean): { readonly buffers: Buffers; readonly log: unknown[] } {
  const log: unknown[] = [];
  const buffers = createBuffers(
    {
      opened: (path) => void log.push(['opened', path]),
      edited: (_path, { byPerson, text }) => void log.push([byPerson ? 'person' : 'program', text]),
      saved: (_path, { byFormatter, text }) => void log.push([byFormatter ? 'saved by formatter' : 'saved', text]),
      closed: (path) => void log.push(['closed', path]),
    },
    tellsHow,
  );
  buffers.open('a.ts', { uri: 'file:///a.ts', text: '', version: 1, isUnsaved: false });
  log.length = 0;
  return { buffers, log };
}

describe('buffers of a client that says how', () => {
  test('wait for its word on each version', () => {
    const { buffers, log } = watched(true);
    buffers.change('a.ts', { text: 'x', version: 2 }, true);
    expect(log).toEqual([]);
    buffers.tell('a.ts', 2, 'typed');
    buffers.change('a.ts', { text: 'xy', version: 3 }, true);
    buffers.tell('a.ts', 3, 'programmatic');
    expect(log).toEqual([
      ['person', 'x'],
      ['program', 'xy'],
    ]);
  });

  test('never take an edit for a person’s that nothing was said about', () => {
    const { buffers, log } = watched(true);
    buffers.change('a.ts', { text: 'x', version: 2 }, true);
    buffers.save('a.ts', 'x');
    expect(log).toEqual([
      ['program', 'x'],
      ['saved', 'x'],
    ]);
  });

  test('know a formatter’s part of a save, and only of that save', () => {
    const { buffers, log } = watched(true);
    buffers.change('a.ts', { text: 'x;', version: 2 }, true);
    buffers.tell('a.ts', 2, 'saving');
    buffers.save('a.ts', 'x;');
    buffers.save('a.ts', 'x;');
    expect(log.slice(1)).toEqual([
      ['saved by formatter', 'x;'],
      ['saved', 'x;'],
    ]);
  });

  test('are unsaved from the edit to the save, and not after a reload from disk', () => {
    const { buffers } = watched(true);
    buffers.change('a.ts', { text: 'x', version: 2 }, true);
    expect([...buffers.unsaved().keys()]).toEqual(['a.ts']);
    buffers.tell('a.ts', 2, 'reloaded');
    expect(buffers.unsaved().size).toBe(0);
    buffers.change('a.ts', { text: 'y', version: 3 }, true);
    buffers.save('a.ts', 'y');
    expect(buffers.unsaved().size).toBe(0);
  });

  test('ignore words about documents that are not open', () => {
    const { buffers, log } = watched(true);
    buffers.tell('b.ts', 4, 'typed');
    buffers.change('b.ts', { text: 'x', version: 5 }, true);
    buffers.close('b.ts');
    expect(log).toEqual([]);
  });
});

describe('buffers of a client that says nothing', () => {
  test('go by the size of the change', () => {
    const { buffers, log } = watched(false);
    buffers.change('a.ts', { text: 'x', version: 2 }, true);
    buffers.change('a.ts', { text: 'all new', version: 3 }, false);
    expect(log).toEqual([
      ['person', 'x'],
      ['program', 'all new'],
    ]);
  });

  test('take small changes in place for keystrokes, and whole texts for none', () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    expect(isKeystrokeScale([{ range, text: 'x' }])).toBe(true);
    expect(isKeystrokeScale([{ range, text: '\n    ' }])).toBe(true);
    expect(isKeystrokeScale([{ range, text: 'a\nb' }])).toBe(false);
    expect(isKeystrokeScale([{ range, text: 'x'.repeat(60) }])).toBe(false);
    expect(isKeystrokeScale([{ text: 'x' }])).toBe(false);
  });
});
