import { describe, expect, it } from 'vitest';
import { neverCancelled } from '../../../server/src/core/model/cancel.ts';
import { factsFor, meaningOf, propertiesOf } from '../../../server/src/core/syntax/capture-plan.ts';
import { loadGrammar } from '../../../server/src/core/syntax/load-grammar.ts';
import { parse } from '../../../server/src/core/syntax/parse.ts';
import { grammarBytes, startTestRuntime } from './load-languages.ts';
import { printTree } from './print-tree.ts';

async function lowered(facts: string, text: string): Promise<string> {
  await startTestRuntime();
  const language = await loadGrammar({ id: 'json', wasm: grammarBytes('json'), facts: [facts] });
  const parsed = parse(text, language, neverCancelled);
  if (parsed.kind !== 'tree') throw new Error(parsed.message);
  return printTree(parsed.tree).replaceAll('\n', '; ').replaceAll('"', '').trim();
}

describe('captures', () => {
  it('are kinds, roles of kinds, or controls', () => {
    expect(meaningOf('call')).toEqual({ kind: 'kind', value: 'call' });
    expect(meaningOf('call.callee')).toEqual({ kind: 'role', value: 'call.callee', implied: 'other' });
    expect(meaningOf('binary.operator')).toEqual({ kind: 'role', value: 'binary.operator', implied: 'operator' });
    expect(meaningOf('_through')).toEqual({ kind: 'control', value: '_through' });
    for (const wrong of ['calls', 'calls.callee', 'call.a.b', '_other', '']) {
      expect(() => meaningOf(wrong), wrong).toThrow('is no kind');
    }
  });

  it('take known properties only', () => {
    expect(propertiesOf(undefined)).toEqual({ around: null, fold: null, gather: null, each: null });
    expect(() => propertiesOf({ arround: 'x' })).toThrow('arround');
    expect(() => propertiesOf({ fold: 'objct' })).toThrow('objct');
  });

  it('that the grammar cannot have name their pattern', async () => {
    await expect(lowered('(array) @array\n(arrow) @function', '1')).rejects.toThrow(/facts\.scm of json.*arrow/);
  });
});

describe('lowering', () => {
  it('follows the pattern that stands last', async () => {
    expect(await lowered('(number) @number (number) @string', '1')).toBe('block;   string 1;');
    expect(await lowered('(number) @_through (number) @number', '1')).toBe('block;   number 1;');
    expect(await lowered('(number) @number (number) @_through', '1')).toBe('block 1;');
  });

  it('hands the role of what is passed through to the first node inside', async () => {
    const facts = '(pair value: (_) @entry.value) (pair) @entry (array) @_through (number) @number';
    expect(await lowered(facts, '{"a": [[1, 2]]}')).toBe('block;   entry;     entry.value: number 1;     number 2;');
  });

  it('puts kinds around nodes, and nothing into opaque ones', async () => {
    expect(await lowered('((number) @field (#set! around field.name)) (number) @name', '1')).toBe(
      'block;   field;     field.name: name 1;',
    );
    expect(await lowered('(array) @array @_opaque (number) @number', '[1]')).toBe('block;   array [1];');
    expect(await lowered('(array) @_opaque (number) @number', '[1]')).toBe('block [1];');
  });

  it('moves leading nodes into what they stand before', async () => {
    const facts = '(array (true) @decorator @_leading) (number) @number (array) @array';
    expect(await lowered(facts, '[true, true, 1, 2]')).toBe(
      'block;   array;     number;       decorator true;       decorator true;     number 2;',
    );
    expect(await lowered(facts, '[1, true]')).toBe('block;   array;     number 1;     decorator true;');
  });
});

describe('sections of facts.scm', () => {
  const text = ['a', '; only: tsx javascript', 'b', '; only: *', 'c'].join('\n');

  it('hold for the languages they name, and keep line numbers', () => {
    expect(factsFor('tsx', text).split('\n')).toEqual(['a', '; only: tsx javascript', 'b', '; only: *', 'c']);
    expect(factsFor('typescript', text).split('\n')).toEqual(['a', '', '', '; only: *', 'c']);
  });
});
