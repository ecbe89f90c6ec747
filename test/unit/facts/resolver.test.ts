import { expect, test } from 'vitest';
import { factsOf } from './facts-of.ts';

test.each([
  [
    'a parameter named like its type',
    'a.ts',
    'import type { context } from "./c";\nexport function f(context: context) { const { inputs } = context; return inputs; }\nf(x);',
  ],
  [
    'classes that inherit in a circle',
    'a.ts',
    'class A extends B { run() { this.client.get("/"); } }\nclass B extends A { go() { this.other(); } }',
  ],
  ['a function that returns itself', 'a.ts', 'function f() { return f(); }\nf().get("https://x.example");'],
  ['an object that spreads itself', 'a.ts', 'const a = { ...a, url: a.url };\nfetch(a.url);'],
  ['names that stand for each other', 'a.py', 'a = b\nb = a\na.get("https://x.example")'],
  ['fields that stand for each other', 'A.java', 'class A { String a = b; String b = a; void f() { run(a); a = b; } }'],
  [
    'classes of Java that inherit in a circle',
    'A.java',
    'class A extends B { void f() { g(); } } class B extends A {}',
  ],
  ['a default that is the parameter', 'a.py', 'def f(x=f()):\n    return f(x)\n'],
])('%s ends', async (_, path, text) => {
  expect((await factsOf(path, text)).failures).toEqual([]);
});
