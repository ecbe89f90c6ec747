import assert from 'node:assert/strict';
import path from 'node:path';
import { eventually } from '../eventually.mjs';
import { openFile, saveFile, typeAtLine } from '../workbench.mjs';
import { readText } from './files.mjs';
import { listPaths, openEmptyPanel } from './panel.mjs';

export const name = 'a person’s typing, save participants, git and npm put nothing up for review; another process does';
export const options = {
  timeoutMs: 300_000,
  settings: { 'files.trimTrailingWhitespace': true, 'files.insertFinalNewline': true },
};

const file = 'src/format/dates.ts';
const someone = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.invalid'];

export async function run({ page, workspace, writeOutside, exec, say, shot }) {
  const panel = await openEmptyPanel(page);
  const expected = [];
  const git = async (...args) => {
    const { code, stderr } = await exec('git', args);
    assert.equal(code, 0, `git ${args.join(' ')}: ${stderr}`);
  };

  /**
   * Nothing happens at no certain time. So another process writes a file that must come up: once it is there, what was done
   * before it has been looked at, and nothing of that may be there.
   */
  const checkQuiet = async (what) => {
    const sentinel = `src/sentinel-${expected.length + 1}.ts`;
    expected.push(sentinel);
    await writeOutside({ [sentinel]: `export const sentinel = ${expected.length};\n` });
    await eventually(async () => assert.deepEqual(await listPaths(panel), new Set(expected), what), {
      timeoutMs: 20_000,
    });
    assert.equal(await panel.locator('.position').count(), 0, `${what}: a second change set`);
    say(`quiet: ${what}`);
  };

  await openFile(page, file);
  await typeAtLine(page, 1, ' // months, in UTC   ');
  await saveFile(page);
  await eventually(() => assert.match(readText(workspace, file), /\/\/ months, in UTC\n/));
  await checkQuiet('typing and saving, with what runs on save');

  await typeAtLine(page, 2, ' // one more line');
  await saveFile(page);
  await eventually(() => assert.match(readText(workspace, file), /one more line/));
  await page.keyboard.press('Control+Z');
  await saveFile(page);
  await checkQuiet('undoing');

  await git(...someone, 'stash');
  await eventually(() => assert.doesNotMatch(readText(workspace, file), /\/\/ months/));
  await checkQuiet('git stash');
  await git(...someone, 'stash', 'pop');
  await checkQuiet('git stash pop');

  const remote = path.join(workspace, '../origin.git');
  await git('clone', '--quiet', '--bare', workspace, remote);
  await git('remote', 'add', 'origin', remote);
  await git('fetch', '--quiet', 'origin');
  await git('branch', '--set-upstream-to=origin/main');
  await git('checkout', '--quiet', '-b', 'older', 'HEAD~2');
  await checkQuiet('git checkout of an older branch');
  await git('checkout', '--quiet', 'main');
  await checkQuiet('git checkout back');

  const colleague = path.join(workspace, '../colleague');
  await git('clone', '--quiet', remote, colleague);
  await exec('sh', [
    '-c',
    `printf 'export const pulled = fetch("https://api.example.com");\\n' > '${colleague}/src/pulled.ts' && ` +
      `printf 'A line.\\n' >> '${colleague}/README.md'`,
  ]);
  await git('-C', colleague, 'add', '--all');
  await git('-C', colleague, ...someone, 'commit', '--quiet', '--message', 'From a colleague');
  await git('-C', colleague, 'push', '--quiet');
  await git('pull', '--quiet', '--ff-only');
  assert.match(readText(workspace, 'src/pulled.ts'), /example\.com/);
  await checkQuiet('git pull');

  const packages = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [
      `node_modules/package-${index}/index.js`,
      `require('node:child_process').execSync('echo ${index}');\n`,
    ]),
  );
  await writeOutside(packages, { delayMs: 1 });
  await checkQuiet('an install of dependencies');
  await shot('only-sentinels');

  // The same file, by somebody who is not at the keyboard.
  await writeOutside({ [file]: `${readText(workspace, file)}export const landed = true;\n` });
  expected.push(file);
  await eventually(async () => assert.deepEqual(await listPaths(panel), new Set(expected)));
  await shot('the-same-file-from-outside');
}
