import { describe, expect, test } from 'vitest';
import { embeddedIn } from '../../../server/src/core/languages/embedded/table.ts';
import { readInPlace } from '../../../server/src/core/languages/embedded/json-code.ts';
import { languageOf } from '../../../server/src/core/languages/table.ts';
import { reviewTexts } from '../../golden/review-texts.ts';

function codesOf(path: string, text: string): readonly string[] {
  const codes = embeddedIn(languageOf(path)!.id, path, text)?.codes ?? [];
  for (const code of codes) expect(code.text).toHaveLength(text.length);
  return codes.map((code) => `${code.language}: ${code.text.replaceAll(/\s+/g, ' ').trim()}`);
}

describe('code in templates', () => {
  test.each([
    ['a.vue', '<a :b="c" @d="e(); f()">{{ g }}</a>', ';(c) ;{e(); f()} ;( g )'],
    ['a.vue', '<a v-for="(b, c) in d.e" :key="b"/>', ';d.e; ;(b)'],
    ['a.vue', '<p v-html="text"></p>', ';_=(text)'],
    ['a.vue', '<a #cell="{ row }" v-slot:b="{ c }" v-else title="d">e</a>', null],
    ['a.vue', '<!-- {{ a }} --><style>b { c: {{ d }} }</style>', null],
    [
      'a.svelte',
      '{#if a}<b c={d} {e} {...f} on:g={() => h({ i: 1 })} j="k {l}">{m}</b>{/if}',
      ';a; ;d; ;e; ;() => h({ i: 1 }); ;l; ;m;',
    ],
    [
      'a.svelte',
      '{#each a.b as { c }, i (c.d)}{:else}{/each}{#await e then f}{/await}{@const g = h}',
      ';a.b; ;e; ;g = h;',
    ],
    ['a.svelte', '{@html text}', ';_=text;'],
    ['a.astro', '{a.map((b) => <i>{b.c}</i>)}<p set:html={d}/>', ';b.c; ;_=d;'],
    ['a.html', '<a onclick="b()" title="c()">{d}</a>', ';{b()}'],
    ['a.html', '<script src="/b.js"></script>', null],
  ])('%s: %s', (path, text, code) => {
    expect(codesOf(path, text)).toEqual(
      code === null
        ? []
        : [`javascript: ${code}`].map((each) =>
            path.endsWith('.astro') ? each.replace('javascript', 'typescript') : each,
          ),
    );
  });

  test.each([
    ['ts', 'typescript'],
    ['tsx', 'tsx'],
    ['js', 'javascript'],
  ])('a script says what it is written in: %s', (lang, language) => {
    expect(codesOf('a.vue', `<script lang="${lang}">const a = 1</script>`)).toEqual([`${language}: ;const a = 1;`]);
  });

  test('data in a script is no code', () => {
    expect(codesOf('a.html', '<script type="application/json">{"a": 1}</script>')).toEqual([]);
  });
});

describe('code in strings of JSON', () => {
  test.each([
    [String.raw`a(\"b\")`, 'a( "b" )'],
    [String.raw`a(f\"{b}\")`, 'a( f"{b}" )'],
    [String.raw`\"\"\"a\"\"\"`, '"""   a   """'],
    [String.raw`a\nb\tc`, 'a \nb \tc'],
    [String.raw`'\\n'`, String.raw`' \n'`],
    [String.raw`\"a \\\" b\"`, String.raw` "a   \" b" `],
    [String.raw`\u0041\/b`, '     A /b'],
  ])('%s', (raw, text) => {
    expect(readInPlace(raw)).toBe(text);
    expect(text).toHaveLength(raw.length);
  });
});

describe('how much of a file was read', () => {
  const review = async (path: string, text: string) => {
    const { files } = await reviewTexts({ before: {}, after: { [path]: text } });
    return [files[0]!.parsed, files[0]!.notJudged?.message ?? null];
  };

  test.each([
    ['a.vue', '<script>a()</script><template><b :c="d">{{ e }}</b></template>'],
    ['a.svelte', '{#if a}{b}{/if}'],
    ['a.html', '<p>Text</p>'],
    ['a.ejs', '<% if (a) { %><%= b %><% } %>'],
    ['a.ipynb', '{"cells": [{"cell_type": "code", "source": ["a = 1\\n", "b = a"]}]}'],
    ['a.yaml', 'A:\n  Code:\n    ZipFile: |\n      a = 1\n  Runtime: python3.13\n'],
    ['b.yaml', 'jobs:\n  a:\n    script: |\n      make\n    uses: actions/github-script@v7\n'],
  ])('all of %s', async (path, text) => {
    expect(await review(path, text)).toEqual(['clean', null]);
  });

  test.each([
    ['signs that no grammar knows', 'a.vue', '<b :c="d | e(1): f">{{ g }}</b>'],
    ['another language', 'a.vue', '<template lang="pug">b {{ c }}</template>'],
    ['another language of a script', 'a.vue', '<script lang="coffee">a = -> b</script>'],
    ['what a server puts in', 'a.html', '<p>{{ user }}</p>'],
    ['a kernel of another language', 'a.ipynb', '{"cells": [], "metadata": {"kernelspec": {"language": "R"}}}'],
    ['a cell of another language', 'a.ipynb', '{"cells": [{"cell_type": "code", "source": "%%html\\n<b>"}]}'],
    ['no notebook', 'a.ipynb', '{"cells": 1}'],
    ['a function of another runtime', 'a.yaml', 'A:\n  Code:\n    ZipFile: |\n      puts 1\n  Runtime: ruby3.3\n'],
    [
      'a function of a program whose runtime is not known',
      'a.ts',
      'new Fn({ runtime, code: Code.fromInline(`a()`) });',
    ],
  ])('not all: %s', async (_what, path, text) => {
    expect(await review(path, text)).toEqual(['no', 'Only some of this kind of file is read.']);
  });
});

describe('what is being written', () => {
  const component =
    '<script>\nfunction remove() {\n  if (!session.isAdmin) return;\n  drop();\n}\n</script>\n<b>{{ a }}</b>\n';
  const cells = (...source: string[]): string => JSON.stringify({ cells: [{ cell_type: 'code', source }] });
  const notebook = cells('import boto3\n', "boto3.client('s3').put_object(Bucket='a', Key='b')");

  test.each([
    ['a script that does not end', 'a.vue', component, component.slice(0, 40)],
    ['a text that does not end', 'a.ipynb', notebook, notebook.slice(0, 60)],
  ])('%s loses nothing', async (_what, path, before, after) => {
    const { facts, files } = await reviewTexts({ before: { [path]: before }, after: { [path]: after } });
    expect(facts.filter(({ change }) => change === 'removed')).toEqual([]);
    expect(files[0]!.notJudged).toBeDefined();
  });

  test('what cannot be read on both sides hides nothing that goes', async () => {
    const odd = `${component}<b :c="d | e(1): f"/>\n`;
    const { facts } = await reviewTexts({
      before: { 'a.vue': odd },
      after: { 'a.vue': odd.replace('  if (!session.isAdmin) return;\n', '') },
    });
    expect(facts.map(({ change, kind }) => `${change} ${kind}`)).toEqual(['removed identity.guard']);
  });
});

test('thousands of pieces that cannot be read are left out, and the rest is read', async () => {
  const text = `<script>eval(a)</script>${'<b :c="d | e(1): f"/>'.repeat(5_000)}`;
  const { facts, files } = await reviewTexts({ before: {}, after: { 'a.vue': text } });
  expect(facts.map(({ kind, action }) => `${kind} ${action}`)).toEqual(['permission.runtime eval']);
  expect(files[0]!.notJudged).toBeDefined();
});

describe('what opens and never closes', () => {
  const many = 300_000;

  test.each([
    ['a.vue', '{{ a'],
    ['a.vue', '<a :b="c'],
    ['a.vue', '<a b'],
    ['a.svelte', '{'],
    ['a.svelte', '{a {'],
    ['a.astro', '<a b={"'],
    ['a.html', '<script'],
    ['a.html', '<script>'],
    ['a.html', '<!--'],
    ['a.ejs', '<% '],
    ['a.yaml', 'ZipFile: |\n '],
    ['a.ts', 'Code.fromInline(`'],
    ['a.ipynb', '{"cells":['],
    ['a.json', '{"jsCode": "\\"", "n8n-nodes-base.": ['],
  ])('%s: %s', (path, piece) => {
    const text = piece.repeat(many / piece.length);
    for (const code of codesOf(path, text)) expect(code.length).toBeLessThanOrEqual(text.length + 20);
  });
});
