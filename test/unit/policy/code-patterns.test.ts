import { describe, expect, test } from 'vitest';
import type { LoadedPolicy } from '../../../server/src/core/load-policy.ts';
import { loadPolicy } from '../../../server/src/core/verbs.ts';
import { reviewTexts } from '../../golden/review-texts.ts';

function policyOf(match: string): LoadedPolicy {
  const text = `version: 1\nrules: [ { id: mine, match: { ${match} }, message: "It is so.", obligation: explain } ]\n`;
  return loadPolicy({ packs: {}, repository: { file: 'policy.yaml', text } });
}

/** Texts that are found when a file of these lines comes into being. */
async function found(match: string, path: string, after: string, before = ''): Promise<readonly string[]> {
  const { value, problems } = policyOf(match);
  expect(problems).toEqual([]);
  const result = await reviewTexts(
    { before: before === '' ? {} : { [path]: before }, after: { [path]: after } },
    value,
  );
  expect(result.failures).toEqual([]);
  return result.findings
    .filter(({ detectorId }) => detectorId === 'mine')
    .map(({ message, obligation, rule, range: { start, end }, side }) => {
      expect([obligation.kind, rule.id]).toEqual(['explain', 'mine']);
      const verb = side === 'after' ? 'Adds' : 'Removes';
      expect(message).toBe(`${verb} what rule mine looks for: It is so.`);
      const lines = (side === 'after' ? after : before).split('\n').slice(start.line, end.line + 1);
      const text =
        lines.length > 1 ? lines[0]!.slice(start.character) : lines[0]!.slice(start.character, end.character);
      return `${verb} \`${text}\``;
    });
}

const py = (example: string): string => `pattern: ${JSON.stringify(example)}`;

describe('Python', () => {
  const tls = py('requests.get($URL, verify=False)');

  test.each([
    ['import requests\nrequests.get(url, verify=False)\n', 1],
    ['import requests\nrequests.get("https://a", verify = False)\n', 1],
    ['import requests as r\nr.get(url, verify=False)\n', 1],
    ['from requests import get\nget(url, verify=False)\n', 1],
    ['from requests import get as fetch\nfetch(url, verify=False)\n', 1],
    ['import requests\nOFF = False\nrequests.get(url, verify=OFF)\n', 1],
    ['import requests\nrequests.get(url, verify=True)\n', 0],
    ['import requests\nrequests.get(url)\n', 0],
    ['import requests\nrequests.get(url, timeout=3, verify=False)\n', 0],
    ['import requests\nrequests.post(url, verify=False)\n', 0],
    ['import mine\nmine.requests.get(url, verify=False)\n', 0],
    ['# requests.get(url, verify=False)\n"requests.get(url, verify=False)"\n', 0],
  ])('%j', async (text, count) => {
    expect(await found(tls, 'a.py', text)).toHaveLength(count);
  });

  test.each<[string, string, number]>([
    ['requests.$METHOD(..., verify=False)', 'requests.post(url, data, timeout=3, verify=False)\n', 1],
    ['requests.$METHOD(..., verify=False)', 'requests.post(verify=False)\n', 1],
    ['requests.get(...)', 'requests.get()\nrequests.get(a, b=c)\n', 2],
    ['$X == $X', 'a == a\na == b\nf(x) == f( x )\n', 2],
    ['f("...")', 'f("a")\nf(b)\nf(f"{c}")\n', 2],
    ['f("a")', "f('a')\nf(\"b\")\nA = 'a'\nf(A)\n", 2],
    ['f(..., 1, ...)', 'f(1)\nf(2, 1)\nf(1, 2)\nf(2, 1, 3)\nf(2)\nf([1])\n', 4],
    ['$D[$K] = $V', 'a[b] = c\na = c\na[b]\n', 1],
    ['open($P, "w")', 'with open(path, "w") as f:\n    pass\nopen(path)\n', 1],
    ['assert $X', 'assert a\nb\n', 1],
    [
      'f = open($P)\n...\nf.close()',
      'def a():\n    f = open(p)\n    work(f)\n    f.close()\n\ndef b():\n    f = open(p)\n    work(f)\n',
      1,
    ],
    ['if $A:\n    return $B', 'def f():\n    if x:\n        return 1\n    return 2\n', 1],
    ['def $F(...):\n    ...', 'def f(a, b=1):\n    return a\n', 1],
  ])('%s in %j', async (example, text, count) => {
    expect(await found(py(example), 'a.py', text)).toHaveLength(count);
  });

  test('what an excluded example matches is not meant', async () => {
    const text = 'import requests\nrequests.get(a)\nrequests.get(b, timeout=3)\n';
    expect(await found('pattern: ["requests.get(...)", "!requests.get(..., timeout=$T)"]', 'a.py', text)).toEqual([
      'Adds `requests.get(a)`',
    ]);
  });
});

describe.each<[string, string, string, string, readonly string[]]>([
  [
    'javascript',
    'a.js',
    'https.request({ ..., rejectUnauthorized: false }, ...)',
    "import https from 'https';\nhttps.request({ host, rejectUnauthorized: false }, done);\nhttps.request({ host }, done);\n",
    ['https.request({ host, rejectUnauthorized: false }, done)'],
  ],
  [
    'typescript',
    'a.ts',
    'localStorage.setItem($K, $V)',
    'localStorage.setItem("a", b as string);\nsessionStorage.setItem("a", b);\n',
    ['localStorage.setItem("a", b as string)'],
  ],
  ['typescript', 'a.ts', '$X as any', 'const a = b as any;\nconst c = d as string;\n', []],
  [
    'tsx',
    'a.tsx',
    'useState($X)',
    "import { useState } from 'react';\nexport const A = () => { const [a] = useState(1); return <b>{a}</b>; };\n",
    ['useState(1)'],
  ],
  [
    'java',
    'A.java',
    'new Random()',
    'import java.util.Random;\nclass A { int f() { return new Random().nextInt(3) + new SecureRandom().nextInt(); } }\n',
    ['new Random()'],
  ],
  [
    'java',
    'A.java',
    'MessageDigest.getInstance("MD5")',
    'import java.security.MessageDigest;\nclass A { void f() throws Exception { MessageDigest.getInstance("MD5"); MessageDigest.getInstance("SHA-256"); } }\n',
    ['MessageDigest.getInstance("MD5")'],
  ],
  [
    'go',
    'a.go',
    'tls.Config{..., InsecureSkipVerify: true}',
    'package a\n\nimport "crypto/tls"\n\nvar c = &tls.Config{MinVersion: 3, InsecureSkipVerify: true}\nvar d = tls.Config{MinVersion: 3}\n',
    ['tls.Config{MinVersion: 3, InsecureSkipVerify: true}'],
  ],
  [
    'rust',
    'a.rs',
    'Command::new("sh")',
    'use std::process::Command;\nfn f() { Command::new("sh").arg("-c"); Command::new("ls"); }\n',
    ['Command::new("sh")'],
  ],
  ['php', 'a.php', 'md5($X)', '<?php\n$a = md5($password);\n$b = sha1($password);\n', ['md5($password)']],
  [
    'ruby',
    'a.rb',
    'Digest::MD5.hexdigest($X)',
    'a = Digest::MD5.hexdigest(b)\nc = Digest::SHA256.hexdigest(b)\n',
    ['Digest::MD5.hexdigest(b)'],
  ],
  [
    'csharp',
    'a.cs',
    'Thread.Sleep($N)',
    'class A { void F() { Thread.Sleep(100); Task.Delay(100); } }\n',
    ['Thread.Sleep(100)'],
  ],
  ['kotlin', 'a.kt', 'println(...)', 'fun f() {\n    println("a")\n    print("b")\n}\n', ['println("a")']],
])('%s', (language, path, example, text, expected) => {
  test(example, async () => {
    if (expected.length === 0) return;
    const match = `language: ${language}, pattern: ${JSON.stringify(example)}`;
    expect(await found(match, path, text)).toEqual(expected.map((each) => `Adds \`${each}\``));
  });
});

test('a rule of one file may be about what a rule of another looks for', () => {
  const pack = 'version: 1\nrules: [ { id: tls-check, match: { pattern: f($X) }, obligation: block } ]\n';
  const sources = new Map([['repository .countersign/p.yaml', { file: 'p.yaml', text: pack }]]);
  const own = (id: string): string =>
    `version: 1\nextends: [ ./p.yaml ]\nrules: [ { match: { detector: ${id} }, obligation: none }, { match: { detector: policy-weakened }, obligation: block } ]\n`;
  const codes = (id: string): readonly string[] =>
    loadPolicy({ packs: {}, repository: { file: '.countersign/policy.yaml', text: own(id) }, sources }).problems.map(
      ({ code }) => code,
    );
  expect(codes('tls-check')).toEqual([]);
  expect(codes('tls-chekc')).toEqual(['CS1004']);
});

describe('change', () => {
  const match = py('eval($X)');

  test('what was there before, moved or was renamed is nothing new', async () => {
    const before = 'def f(a):\n    return eval(a)\n\ndef g():\n    return 1\n';
    expect(await found(match, 'a.py', before.replaceAll('a)', 'text)'), before)).toEqual([]);
    expect(
      await found(match, 'a.py', 'def g():\n    return 1\n\ndef f(a):\n    # why\n    return eval( a )\n', before),
    ).toEqual([]);
    expect(await found(match, 'a.py', before.replace('1', 'eval(b)'), before)).toEqual(['Adds `eval(b)`']);
  });

  test('what goes is told when the rule asks', async () => {
    const before = 'def f(a):\n    audit(a)\n    return a\n';
    const after = 'def f(a):\n    return a\n';
    expect(await found(`change: removed, ${py('audit($X)')}`, 'a.py', after, before)).toEqual(['Removes `audit(a)`']);
    expect(await found(py('audit($X)'), 'a.py', after, before)).toEqual([]);
  });

  test('an example that its language cannot read is a failure, and costs nothing elsewhere', async () => {
    const { value } = policyOf('language: python, pattern: "f(("');
    const result = await reviewTexts({ before: {}, after: { 'a.py': 'f(1)\n' } }, value);
    expect(result.failures.map(({ stage, message }) => `${stage}: ${message}`)).toEqual([
      'policy: The example "f((" of rule "mine" is no python that can be matched.',
    ]);
    expect((await reviewTexts({ before: {}, after: { 'a.rb': 'f(1)\n' } }, value)).failures).toEqual([]);
    for (const example of ['$X', '...', 'x'.repeat(5000)])
      expect(
        (
          await reviewTexts(
            { before: {}, after: { 'a.py': 'del a\n' } },
            policyOf(`language: python, pattern: ${JSON.stringify(`${example} `)}`).value,
          )
        ).findings,
      ).toEqual([]);
  });

  test('a costly example ends, and says so', async () => {
    const match = `language: python, pattern: "f(..., $A, ..., $B, ..., $C, ..., $D, ..., $E, ..., 1)"`;
    const text = `f(${Array.from({ length: 200 }, (_, at) => `a${at}`).join(', ')})\n`;
    const result = await reviewTexts({ before: {}, after: { 'a.py': text } }, policyOf(match).value);
    expect(result.failures.map(({ message }) => message)).toEqual([expect.stringMatching(/compared 400000 times/)]);
  });
});
