import { describe, expect, it } from 'vitest';
import { reviewTexts } from '../../golden/review-texts.ts';

describe('names of prototypes in code', () => {
  const words = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'];

  it.each([
    [
      'a.ts',
      (word: string) => `${word}(req.body.email);\nconsole.log(${word}.email);\nexport { ${word} } from './b';\n`,
    ],
    [
      'a.ts',
      (word: string) =>
        `class A extends B { @${word}() ${word}() { return this.${word}(x); } }\nexport class C extends A {}\n`,
    ],
    ['a.ts', (word: string) => `import { ${word} } from 'aws-sdk';\nnew ${word}().${word}().promise();\n`],
    [
      'a.py',
      (word: string) =>
        `import boto3\nboto3.client("${word}").${word}(Key=1)\n@app.${word}("/x")\ndef ${word}(email):\n    print(${word}.email)\n`,
    ],
    [
      'package.json',
      (word: string) => `{ "${word}": {}, "dependencies": { "${word}": "1.0.0" }, "scripts": { "${word}": "x" } }\n`,
    ],
    [
      '.github/workflows/a.yml',
      (word: string) => `permissions:\n  ${word}: write\njobs:\n  ${word}:\n    permissions: { ${word}: write }\n`,
    ],
  ])('are names without a row in any table: %s %#', async (path, write) => {
    for (const word of words) {
      const { failures } = await reviewTexts({ before: {}, after: { [path]: write(word) } });
      expect(failures, word).toEqual([]);
    }
  });

  it('are exports that another file may ask for', async () => {
    const wrapper = `import { exec } from 'node:child_process';\nexport function toString(c: string) { exec(c); }\n`;
    const use = `import { toString } from './wrapper';\ntoString('ls');\n`;
    const texts = { before: { 'wrapper.ts': wrapper }, after: { 'wrapper.ts': wrapper, 'a.ts': use } };
    expect((await reviewTexts(texts)).facts).toMatchObject([{ kind: 'permission.process' }]);
  });
});

describe('functions that call each other', () => {
  // Each of the functions passes its argument to each: sixteen of them have 16^4 ways of four calls.
  // Followed way by way, this outlasts any time limit of a test.
  const names = Array.from({ length: 16 }, (_, index) => `f${index}`);
  const calls = names.map((name) => `${name}(url)`).join(';');
  const bodies = names
    .map((name) => `function ${name}(url) { fetch(url); console.log(url.email); ${calls}; }\n`)
    .join('');

  it('are followed in a number of steps that does not explode, and reach the outermost caller', async () => {
    const { facts, failures } = await reviewTexts({
      before: {},
      after: { 'a.js': `${bodies}f7('https://api.example.com/');\n` },
    });
    expect(failures).toEqual([]);
    expect(facts.filter(({ resource }) => resource.norm.includes('api.example.com'))).not.toEqual([]);
  });
});

describe('a file that is renamed into another language', () => {
  const guarded = `const app = express();\napp.get('/a', requireAuth as Handler, (req: Request) => 1);\n`;
  const open = `const app = express();\napp.get('/a', (req) => 1);\n`;
  const imports = `import express from 'express';\nimport { requireAuth } from './auth';\n// ${'the same lines for a rename '.repeat(20)}\n`;

  it('is read in its own language on each side', async () => {
    const texts = { before: { 'a.ts': imports + guarded }, after: { 'a.js': imports + open } };
    const { files, findings } = await reviewTexts(texts);
    expect(files).toMatchObject([{ status: 'renamed', parsed: 'clean' }]);
    expect(findings.map(({ detectorId }) => detectorId)).toEqual(['guard-removed']);
  });
});

describe('texts on which a pattern could go back and forth', () => {
  const blanks = ' '.repeat(400_000);
  const lines = '\n'.repeat(200_000);

  // Tried from each place anew, each of them outlasts any time limit of a test.
  it.each([
    ['templates/a.hbs', `{{{${blanks}x`],
    ['templates/a.hbs', `{{{${blanks}`.repeat(2)],
    ['templates/a.j2', `{{${blanks}| x`],
    ['views/a.pug', `${lines}p x`],
    ['views/a.slim', `p${blanks}=x`],
    ['views/a.cshtml', `@Html.Raw(${blanks}`],
    ['a.py', `def f(db):\n${"    db.execute(\"update update update '''''' where ( ( ( and and x\")\n".repeat(2_000)}`],
    ['a.js', 'if (a["[[[[[[[[[[[[[[[[[[......................"]) return 1;\n'.repeat(2_000)],
  ])('are gone over in time: %s %#', async (path, text) => {
    const { failures } = await reviewTexts({ before: { [path]: 'x\n' }, after: { [path]: text } });
    expect(failures).toEqual([]);
  });
});
