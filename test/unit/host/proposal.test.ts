import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findAgent, readCall } from '../../../server/src/core/hook.ts';
import type { HookCall, ProposedEdit } from '../../../server/src/core/model/hook.ts';
import { judgeAlone, judgeUnclear } from '../../../server/src/host/judge-alone.ts';
import { openProposal, type OpenedProposal } from '../../../server/src/host/proposal.ts';
import { findUserDirectory } from '../../../server/src/host/user-directory.ts';

let base: string;
let root: string;
beforeEach(() => {
  base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-proposal-')));
  root = path.join(base, 'work');
  fs.mkdirSync(path.join(root, 'src'), { recursive: true });
  fs.writeFileSync(path.join(root, 'src/a.js'), 'one\r\ntwo\r\n');
});
afterEach(() => fs.rmSync(base, { recursive: true, force: true }));

const write = (file: string, text = 'x\n'): ProposedEdit => ({ kind: 'write', path: file, text });
const open = (edits: readonly ProposedEdit[], part: Partial<HookCall> = {}): Promise<OpenedProposal> =>
  openProposal({ agent: 'codex', tool: 'apply_patch', directory: root, input: {}, edits, ...part }, root);

async function pathsOf(...edits: readonly ProposedEdit[]): Promise<readonly string[] | string> {
  const opened = await open(edits);
  return opened.kind === 'unclear' ? opened.why : opened.proposal.changeSet.files.map((file) => file.path);
}

describe('a proposal', () => {
  test('has the exact bytes on both sides, and the same key for the same bytes', async () => {
    const edit: ProposedEdit = { kind: 'replace', path: 'src/a.js', old: 'two', text: '2', isEverywhere: false };
    const opened = await open([edit], { session: 's', model: 'm' });
    if (opened.kind === 'unclear') throw new Error(opened.why);
    const { changeSet, files, key } = opened.proposal;
    expect(changeSet.origin).toEqual({
      kind: 'agent',
      channel: 'hook',
      held: true,
      claimedBy: 'hook',
      agent: 'codex',
      session: 's',
      model: 'm',
    });
    expect(Buffer.from(files.get('src/a.js')!.after!.bytes!).toString()).toBe('one\r\n2\r\n');
    const again = await open([write('src/a.js', 'one\r\n2\r\n')]);
    expect(again.kind === 'proposal' && again.proposal.key).toBe(key);
  });

  test('says by which way an agent without a hook asked', async () => {
    const row = findAgent('acp')!;
    const params = { path: 'src/a.js', content: 'one' };
    const read = readCall(
      row,
      JSON.stringify({ agent: 'gemini', agentVersion: '0.61.0', method: 'fs/write_text_file', params }),
    );
    if (read.kind !== 'call') throw new Error(read.kind);
    const opened = await openProposal({ ...read.call, directory: root }, root);
    expect(opened.kind === 'proposal' && opened.proposal.changeSet.origin).toMatchObject({
      channel: 'acp',
      claimedBy: 'agent',
      agent: 'gemini',
      agentVersion: '0.61.0',
    });
  });

  test('of what the file is already has no files', async () => {
    expect(await pathsOf(write('src/a.js', 'one\r\ntwo\r\n'))).toEqual([]);
  });

  test('of a text with a zero byte, which nobody could judge, is refused', async () => {
    expect(await pathsOf(write('src/a.js', 'one // \0\n'))).toMatch(/zero byte/);
  });

  test('of text in the place of bytes that are none is opened; a passage of them is not', async () => {
    fs.writeFileSync(path.join(root, 'b.js'), Buffer.from([0, 1, 2]));
    expect(await pathsOf(write('b.js'))).toEqual(['b.js']);
    expect(await pathsOf({ kind: 'replace', path: 'b.js', old: 'x', text: 'y', isEverywhere: true })).toMatch(
      /cannot be edited in place/,
    );
  });
});

describe('a file that cannot be judged', () => {
  const replaced = (old: string, text: string, file = 'l.js'): ProposedEdit => ({
    kind: 'replace',
    path: file,
    old,
    text,
    isEverywhere: false,
  });

  test('in another character set keeps its bytes around a passage, and is not judged', async () => {
    fs.writeFileSync(path.join(root, 'l.js'), Buffer.from('// caf\xe9\nconst a = 1;\n', 'latin1'));
    const opened = await open([replaced('a = 1', 'a = 2')]);
    if (opened.kind === 'unclear') throw new Error(opened.why);
    const { files, changeSet } = opened.proposal;
    expect(Buffer.from(files.get('l.js')!.after!.bytes!).toString('latin1')).toBe('// caf\xe9\nconst a = 2;\n');
    expect(changeSet.files.map(({ notJudged }) => notJudged?.reason)).toEqual(['undecodable']);
    expect(await pathsOf(replaced('a = 1', 'a = "\u20ac"'))).toMatch(/has no bytes for/);
  });

  test('because it is large is changed all the same', async () => {
    const lines = '// line\n'.repeat(300_000);
    fs.writeFileSync(path.join(root, 'l.js'), `${lines}const a = 1;\n`);
    const opened = await open([replaced('a = 1', 'a = 2')]);
    if (opened.kind === 'unclear') throw new Error(opened.why);
    const { files, changeSet } = opened.proposal;
    expect(Buffer.from(files.get('l.js')!.after!.bytes!).toString().slice(-13)).toBe('const a = 2;\n');
    expect(changeSet.files.map(({ notJudged }) => notJudged?.reason)).toEqual(['too-large']);
  });

  test('is held where the rules are enforced, and where they observe nobody is stopped but at git itself', async () => {
    vi.stubEnv('XDG_STATE_HOME', path.join(base, 'state'));
    fs.writeFileSync(path.join(root, 'l.js'), Buffer.from('// caf\xe9\nconst a = 1;\n', 'latin1'));
    const judged = async (...edits: readonly ProposedEdit[]): Promise<string> => {
      const verdict = await judgeAlone('codex', { agent: 'codex', tool: 'x', directory: root, input: {}, edits }, '{}');
      return verdict.kind === 'denied' ? verdict.reason : verdict.kind;
    };
    const git = (...words: string[]): unknown =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.invalid', ...words], { cwd: root });
    git('init', '-q', '-b', 'main');
    expect(await judged(replaced('a = 1', 'a = 2'))).toMatch(/l\.js could not be judged.*review queue/s);
    expect(await judged(replaced('absent', 'x'))).toMatch(/is not in "l\.js"/);
    expect(await judgeUnclear(root, 'It is odd.')).toMatchObject({ kind: 'denied' });
    fs.mkdirSync(path.join(root, '.countersign'));
    fs.writeFileSync(path.join(root, '.countersign/policy.yaml'), 'version: 1\nmode: observe\n');
    git('add', '.');
    git('commit', '-qm', 'observe');
    git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
    expect(await judged(replaced('a = 1', 'a = 2'))).toBe('pass');
    expect(await judged(replaced('absent', 'x'))).toBe('pass');
    expect(await judgeUnclear(root, 'It is odd.')).toEqual({ kind: 'pass' });
    // A work tree inside has rules of its own.
    execFileSync('git', ['init', '-q', path.join(root, 'inner')]);
    expect(await judgeUnclear(path.join(root, 'inner'), 'It is odd.')).toMatchObject({ kind: 'denied' });
    expect(await judged(write('.git/config'))).toMatch(/git's own directory/);
    vi.unstubAllEnvs();
  });
});

test('a file of more than 20 MiB, and one that is no text, are never written unseen: every refusal says why', async () => {
  vi.stubEnv('XDG_STATE_HOME', path.join(base, 'state'));
  const judged = async (edit: ProposedEdit, payload = '{}'): Promise<string> => {
    const call = { agent: 'codex', tool: 'x', directory: root, input: {}, edits: [edit] };
    const verdict = await judgeAlone('codex', call, payload);
    return verdict.kind === 'denied' ? verdict.reason : verdict.kind;
  };
  const size = 20 * 1024 * 1024 + 1;
  fs.writeFileSync(path.join(root, 'large.js'), Buffer.alloc(size, 'a'));
  fs.writeFileSync(path.join(root, 'bytes.js'), Buffer.from([0x61, 0, 0x62]));
  const inPlace = (file: string): ProposedEdit => ({
    kind: 'replace',
    path: file,
    old: 'a',
    text: 'b',
    isEverywhere: true,
  });
  const whole = (file: string, text: string): ProposedEdit => ({ kind: 'write', path: file, text });
  expect(await judged(inPlace('large.js'))).toMatch(
    /"large\.js" cannot be edited in place: 20\.0 MiB.*leave it to a person/,
  );
  expect(await judged(whole('large.js', 'a();\n'))).toMatch(/large\.js could not be judged: 20\.0 MiB.*review queue/s);
  expect(await judged({ kind: 'delete', path: 'large.js' })).toMatch(/large\.js could not be judged: 20\.0 MiB/);
  const text = 'a();\n'.repeat(size / 5 + 1);
  expect(await judged(whole('new.js', text), text)).toMatch(
    /new\.js could not be judged.*too large for the review queue/s,
  );
  expect(await judged(inPlace('bytes.js'))).toMatch(/"bytes\.js" cannot be edited in place: Binary/);
  expect(await judged(whole('bytes.js', 'a();\n'))).toMatch(/bytes\.js could not be judged: Binary/);
  expect(await judged(whole('new.js', 'a\0b'))).toMatch(/"new\.js" would have a zero byte in it/);
  expect(fs.existsSync(path.join(root, 'new.js'))).toBe(false);
  vi.unstubAllEnvs();
});

describe('paths of a proposal', () => {
  test.each([
    ['src/new.js', ['src/new.js']],
    ['./src/../src/b.js', ['src/b.js']],
  ])('%s', async (given, expected) => {
    expect(await pathsOf(write(given))).toEqual(expected);
  });

  test('absolute, outside, and in a home directory are told apart', async () => {
    expect(await pathsOf(write(path.join(root, 'src/b.js')))).toEqual(['src/b.js']);
    expect(await pathsOf(write('../other.js'))).toEqual([`outside${base}/other.js`]);
    expect(await pathsOf(write(path.join(os.homedir(), '.nowhere-countersign/settings.json')))).toEqual([
      'outside/~/.nowhere-countersign/settings.json',
    ]);
  });

  test('that lead through a link are those of where it leads', async () => {
    fs.symlinkSync(path.join(root, 'src'), path.join(root, 'alias'));
    fs.symlinkSync(base, path.join(root, 'up'));
    fs.symlinkSync(path.join(root, 'src/a.js'), path.join(root, 'link.js'));
    expect(await pathsOf(write('alias/b.js'))).toEqual(['src/b.js']);
    expect(await pathsOf(write('up/other.js'))).toEqual([`outside${base}/other.js`]);
    expect(await pathsOf(write('link.js'))).toEqual(['src/a.js']);
  });

  test('that name one file twice are one file, and its edits follow one another', async () => {
    fs.symlinkSync(path.join(root, 'src/a.js'), path.join(root, 'link.js'));
    const replaced = (file: string, old: string, text: string): ProposedEdit => ({
      kind: 'replace',
      path: file,
      old,
      text,
      isEverywhere: false,
    });
    const opened = await open([
      replaced('src/a.js', 'one', '1'),
      replaced('./src/a.js', 'two', '2'),
      replaced('link.js', '2', 'two'),
      { kind: 'chunks', path: path.join(root, 'src/a.js'), movedTo: './src/b.js', chunks: [] },
    ]);
    if (opened.kind === 'unclear') throw new Error(opened.why);
    const { changeSet, files } = opened.proposal;
    expect(changeSet.files.map((file) => [file.previousPath, file.path])).toEqual([['src/a.js', 'src/b.js']]);
    expect(files.get('src/b.js')?.after?.version.text).toBe('1\r\ntwo\r\n');
  });

  test.each(['~/a.js', '~', '~other/a.js', 'file:///a.js', 'vscode-userdata:/a.js', ' src/a.js', 'src/a.js\n'])(
    'that tools read in different ways are refused: %j',
    async (given) => {
      expect(await pathsOf(write(given))).toMatch(/in different ways/);
    },
  );

  test('of our own state are refused', async () => {
    vi.stubEnv('XDG_STATE_HOME', path.join(base, 'state'));
    const editors = path.join(findUserDirectory({}), 'editors/forged.json');
    expect(await pathsOf(write(editors))).toMatch(/own state/);
    expect(await pathsOf(write('../state/other'))).toHaveLength(1);
    vi.unstubAllEnvs();
  });

  test('of two repositories in one call are refused: each has its own rules', async () => {
    fs.mkdirSync(path.join(base, 'other/.git'), { recursive: true });
    expect(await pathsOf(write('src/b.js'), write('../other/b.js'))).toMatch(/two repositories/);
    expect(await pathsOf(write('../b.js'), write('../other/b.js'))).toHaveLength(2);
    expect(await pathsOf(write('src/b.js'), write('../b.js'))).toHaveLength(2);
  });

  test.each([
    ['with a zero byte', 'src/\0.js', /zero byte/],
    ['that are empty', '', /empty/],
    ['of git', '.git/hooks/pre-commit', /git's own directory/],
    ['of git in other letters', '.GIT/config', /git's own directory/],
    ['of git as a stream of Windows', '.git::$INDEX_ALLOCATION/config', /git's own directory/],
    ['of the git of another folder', '../other/.git/hooks/pre-commit', /git's own directory/],
  ])('%s are refused', async (_, given, why) => {
    expect(await pathsOf(write(given))).toMatch(why);
  });

  test('of a git directory that is not called so are refused; those of the work trees beside it are not', async () => {
    const git = (...words: string[]): unknown => execFileSync('git', words, { cwd: base, stdio: 'ignore' });
    git('init', '-q', '--bare', 'project');
    git('init', '-q', '--separate-git-dir', 'apart', 'other');
    const place = path.join(base, 'project');
    fs.mkdirSync(path.join(place, 'main/src'), { recursive: true });
    fs.writeFileSync(path.join(place, 'main/.git'), `gitdir: ${place}/worktrees/main\n`);
    root = path.join(place, 'main');
    for (const own of ['hooks/post-checkout', 'config', 'refs/countersign/ledger/x', 'worktrees/main/HEAD'])
      expect(await pathsOf(write(`../${own}`)), own).toMatch(/git's own directory/);
    expect(await pathsOf(write('../../apart/hooks/pre-commit'))).toMatch(/git's own directory/);
    expect(await pathsOf({ kind: 'delete', path: '../HEAD' })).toMatch(/git's own directory/);
    expect(await pathsOf(write('src/refs/objects/HEAD'))).toEqual(['src/refs/objects/HEAD']);
    expect(await pathsOf(write('../../other/a.js'))).toEqual([`outside${base}/other/a.js`]);
  });

  test('of a link to nowhere, and of too many files, are refused', async () => {
    fs.symlinkSync(path.join(base, 'nowhere'), path.join(root, 'dangling.js'));
    expect(await pathsOf(write('dangling.js'))).toMatch(/cannot be looked at/);
    const many = Array.from({ length: 501 }, (_, at) => write(`src/${at}.js`));
    expect(await pathsOf(...many)).toMatch(/501 files/);
  });
});
