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
  [
    'types of Go that stand for each other and hold themselves',
    'a.go',
    'package a\ntype A = B\ntype B = A\ntype S struct { *S; T }\ntype T struct { *S }\nfunc (s *S) f(x A) { x.Get("https://x.example"); s.g(); s.h.i() }',
  ],
  [
    'functions of Go that return each other',
    'a.go',
    'package a\nfunc f() (int, error) { return g() }\nfunc g() (int, error) { return f() }\nfunc h() { x, err := f(); if err != nil { return }; x.Do() }',
  ],
  [
    'a router that is handed to itself',
    'a.go',
    'package a\nimport "github.com/go-chi/chi/v5"\nfunc f(r chi.Router) { f(r); r.Mount("/", g()); r.Get("/x", h) }\nfunc g() chi.Router { return g() }',
  ],
  [
    'names of Go that objects have anyway',
    'a.go',
    'package a\ntype __proto__ struct { constructor string }\nfunc f(x *__proto__) { x.toString(); x.hasOwnProperty(); constructor(); __proto__{constructor: "a"}.f() }',
  ],
  ['a default that is the parameter', 'a.py', 'def f(x=f()):\n    return f(x)\n'],
])('%s ends', async (_, path, text) => {
  expect((await factsOf(path, text)).failures).toEqual([]);
});
