import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { agentConfigTitle } from '../../../server/src/core/facts/apis/agent-config-files.ts';
import { agentIds, findAgent } from '../../../server/src/core/hook.ts';
import { setUps } from '../../../server/src/host/set-up/agents.ts';
import { findDrift } from '../../../server/src/host/set-up/drift.ts';
import { jsonHooks } from '../../../server/src/host/set-up/json-hooks.ts';
import { launcherCommand } from '../../../server/src/host/set-up/launcher-command.ts';
import { installLauncher, refreshLauncher } from '../../../server/src/host/set-up/launcher.ts';
import { carryOutPlans, hasWork, planSetUp } from '../../../server/src/host/set-up/set-up.ts';
import type { Place } from '../../../server/src/host/set-up/define.ts';
import { writeHookPrograms } from './hook-programs.ts';

let base: string;
let place: Place;
beforeEach(() => {
  base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-set-up-')));
  place = { scope: 'project', root: path.join(base, 'work'), home: path.join(base, 'home') };
  for (const folder of [place.root, place.home]) fs.mkdirSync(folder);
});
afterEach(() => fs.rmSync(base, { recursive: true, force: true }));

const write = (file: string, text: string): void => {
  fs.mkdirSync(path.dirname(path.join(place.root, file)), { recursive: true });
  fs.writeFileSync(path.join(place.root, file), text);
};
const read = (file: string): string => fs.readFileSync(path.join(place.root, file), 'utf8');

test('every agent that is answered can be set up', () => {
  expect(setUps.map(({ agent }) => agent).toSorted()).toEqual([...agentIds].toSorted());
});

test('every file by which an agent asks is known as configuration: an edit of it is held', () => {
  const inHome = setUps.flatMap(({ files }) => files.user.map((file) => `outside/~/${file}`));
  const paths = [...setUps.flatMap(({ files }) => files.project), ...inHome];
  expect(paths.filter((file) => agentConfigTitle(file) === null)).toEqual([]);
});

describe('a list of hooks in JSON', () => {
  const entry = {
    matcher: 'Edit',
    hooks: [{ type: 'command', command: launcherCommand('claude-code'), timeout: 900 }],
  };
  const { put, take } = jsonHooks({ PreToolUse: entry });

  test.each<[string, string | null]>([
    ['no file', null],
    ['an empty file', ''],
    ['an empty object', '{}\n'],
    ['other settings', '{\n\t"model": "opus" // ours\n}\n'],
    ['other hooks', '{ "hooks": { "PreToolUse": [{ "matcher": "Bash", "hooks": [] }], "Stop": [] } }\n'],
    [
      'an older one of ours',
      JSON.stringify({
        hooks: { PreToolUse: [{ matcher: 'Write', hooks: [{ command: '"$HOME/.countersign/hook" claude-code' }] }] },
      }),
    ],
  ])('in %s is put once, and taken out again', (_, text) => {
    const once = put(text)!;
    expect(once).toContain(JSON.stringify(launcherCommand('claude-code')));
    expect(once.match(/countersign\/hook/g)).toHaveLength(1);
    expect(put(once)).toBe(once);
    expect(take(once) ?? '').not.toContain('countersign');
    expect(take(take(once) ?? '') ?? '').toBe(take(once) ?? '');
  });

  test('leaves what others have put beside it', () => {
    const theirs = { type: 'command', command: 'format' };
    const text = JSON.stringify({ hooks: { PreToolUse: [{ ...entry, hooks: [...entry.hooks, theirs] }] } }, null, 2);
    const group = { matcher: 'Edit', hooks: [theirs] };
    expect(JSON.parse(put(text)!)).toEqual({ hooks: { PreToolUse: [group, entry] } });
    expect(JSON.parse(take(text)!)).toEqual({ hooks: { PreToolUse: [group] } });
  });

  test('leaves comments, order and others where they were', () => {
    const text = `{
  // why
  "b": 1,
  "hooks": {
    "PreToolUse": [
      {
        "matcher": "Bash",
        "hooks": []
      }
    ]
  },
  "a": 2
}
`;
    const once = put(text)!;
    expect(once).toMatch(/\/\/ why\n {2}"b": 1,/);
    expect(once.indexOf('Bash')).toBeLessThan(once.indexOf('countersign'));
    expect(take(once)).toBe(text);
  });

  test.each(['{ "hooks": ', '{ "hooks": [] }', '{ "hooks": { "PreToolUse": {} } }', '[]'])(
    'is not put into %s',
    (text) => {
      expect(put(text)).toBeNull();
    },
  );
});

describe('setting up', () => {
  test('writes what it showed, once, and takes it away without a trace', async () => {
    write('.claude/settings.json', '{\n  "model": "opus"\n}\n');
    const plans = await planSetUp(place, false);
    expect(plans.filter(({ isUsed }) => isUsed).map(({ agent }) => agent)).toEqual(['claude-code']);
    expect(await carryOutPlans(plans, place, false)).toEqual([]);
    const written = await planSetUp(place, false);
    expect(written.every(({ isConfigured, isSetUp }) => isConfigured && !isSetUp)).toBe(true);
    expect(written.every(hasWork)).toBe(true); // what they start is not there yet, as in a clone of a repository that is set up
    writeHookPrograms(base);
    await installLauncher(place.home, { programs: base, runtime: process.execPath });
    expect((await planSetUp(place, false)).every((plan) => plan.isSetUp && !hasWork(plan))).toBe(true);
    expect(fs.statSync(path.join(place.root, '.clinerules/hooks/PreToolUse')).mode & 0o111).not.toBe(0);
    await carryOutPlans(await planSetUp(place, true), place, true);
    expect(read('.claude/settings.json')).toBe('{\n  "model": "opus"\n}\n');
    const left = fs.readdirSync(place.root, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
    expect(left.map(({ name }) => name)).toEqual(['settings.json']);
  });

  test('says what is in the way, and touches nothing of it', async () => {
    write('.claude/settings.json', '{ "hooks": [');
    write('.clinerules/hooks/PreToolUse', '#!/bin/sh\nmine\n');
    fs.mkdirSync(path.join(place.root, '.gemini'));
    fs.writeFileSync(path.join(base, 'elsewhere.json'), '{}');
    fs.symlinkSync(base, path.join(place.root, '.codex'));
    fs.symlinkSync(path.join(base, 'elsewhere.json'), path.join(place.root, '.gemini/settings.json'));
    const plans = await planSetUp(place, false);
    const warned = (agent: string): string => plans.find((plan) => plan.agent === agent)!.warnings.join(' ');
    expect(warned('claude-code')).toMatch(/line 1/);
    expect(warned('cline')).toMatch(/only one/);
    expect(warned('gemini-cli')).toMatch(/is a link/);
    expect(warned('codex')).toMatch(/leads out/);
    await carryOutPlans(plans, place, false);
    expect(read('.claude/settings.json')).toBe('{ "hooks": [');
    expect(read('.clinerules/hooks/PreToolUse')).toBe('#!/bin/sh\nmine\n');
    expect(fs.readFileSync(path.join(base, 'elsewhere.json'), 'utf8')).toBe('{}');
  });

  test('warns of settings under which nobody is asked', async () => {
    write('.claude/settings.json', '{ "disableAllHooks": true }');
    write('.gemini/settings.json', '{ "hooksConfig": { "enabled": false } }');
    const plans = await planSetUp(place, false);
    expect(plans.flatMap(({ warnings }) => warnings).join(' ')).toMatch(/disableAllHooks.*hooksConfig/s);
  });

  test('leaves a file alone that changed after it was shown', async () => {
    write('.claude/settings.json', '{}');
    const plans = await planSetUp(place, false);
    write('.claude/settings.json', '{ "model": "opus" }');
    expect((await carryOutPlans(plans, place, false)).join(' ')).toMatch(/changed meanwhile/);
    expect(read('.claude/settings.json')).toBe('{ "model": "opus" }');
  });
});

describe('the launcher', () => {
  const programs = (): string => path.join(base, 'dist');
  const put = async (hook: string, runtime = process.execPath): Promise<void> => {
    writeHookPrograms(programs(), hook);
    await installLauncher(place.home, { programs: programs(), runtime });
  };
  const start = (agent: string, environment: NodeJS.ProcessEnv = {}) => {
    const command = launcherCommand(agent);
    return spawnSync('sh', ['-c', command], {
      input: '{"a":"b"}',
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: place.home, ...environment },
    });
  };
  const echo = `const all = require('node:fs').readFileSync(0, 'utf8');
console.log(JSON.stringify({ all, words: process.argv.slice(2), asNode: process.env.ELECTRON_RUN_AS_NODE }));
`;

  test('hands over what it was given, and gives back the answer', async () => {
    await put(echo);
    const { stdout, status } = start('codex');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ all: '{"a":"b"}', words: ['codex', '--wait', '890'], asNode: '1' });
  });

  test('takes the next runtime when the recorded one is gone or too old', async () => {
    await put(echo, path.join(base, 'gone'));
    expect(JSON.parse(start('codex').stdout)).toMatchObject({ all: '{"a":"b"}' });
    const old = path.join(base, 'old');
    fs.writeFileSync(old, '#!/bin/sh\ncat >/dev/null\nexit 9\n', { mode: 0o755 });
    await put(echo, old);
    expect(JSON.parse(start('codex').stdout)).toMatchObject({ all: '{"a":"b"}' });
  });

  test('asks no second time when the first one took long', async () => {
    const slow = path.join(base, 'slow');
    fs.writeFileSync(slow, '#!/bin/sh\nsleep 4\nexit 137\n', { mode: 0o755 });
    await put(echo, slow);
    expect(start('codex').stdout).toContain('"deny"');
  });

  test('can be run whenever it is there', async () => {
    await put(echo);
    const file = path.join(place.home, '.countersign/hook');
    fs.writeFileSync(file, 'of an earlier version');
    let seen = 0;
    const watch = setInterval(() => undefined, 1);
    const look = (async () => {
      for (; seen === 0 || fs.readFileSync(file, 'utf8') === 'of an earlier version'; seen += 1)
        await new Promise((resolve) => setImmediate(resolve));
      return fs.statSync(file).mode & 0o777;
    })();
    await put(echo);
    expect(await look).toBe(0o755);
    clearInterval(watch);
  });

  test.each(agentIds)('refuses in the form of %s whatever happens', async (agent) => {
    const wanted = findAgent(agent)!.answer({ kind: 'denied', reason: 'x' });
    for (const hook of ['process.exit(1)', 'throw new Error()', '', 'syntax error']) {
      await put(hook);
      const { stdout, status } = start(agent);
      expect(status, hook).toBe(0);
      expect(stdout.replaceAll(/Countersign could not judge.*?Nothing was written\./g, 'x')).toBe(`${wanted}\n`);
    }
    fs.rmSync(path.join(place.home, '.countersign/hook.cjs'));
    expect(start(agent).status).toBe(0);
  });

  test('is brought up to date where it was installed, and only there', async () => {
    writeHookPrograms(programs(), echo);
    expect(await refreshLauncher(place.home, { programs: programs(), runtime: 'node' })).toBe(false);
    await put('process.exit(1)');
    fs.writeFileSync(path.join(place.home, '.countersign/hook.mjs'), 'of an earlier version');
    writeHookPrograms(programs(), echo);
    expect(await refreshLauncher(place.home, { programs: programs(), runtime: process.execPath })).toBe(true);
    expect(JSON.parse(start('codex').stdout)).toMatchObject({ all: '{"a":"b"}' });
    expect(fs.readdirSync(path.join(place.home, '.countersign')).toSorted()).toEqual(
      ['hook', 'hook-away.cjs', 'hook.cjs', 'hook.cmd', 'judge', 'runtime'].toSorted(),
    );
  });
});

describe('what was set up', () => {
  const setUp = async (agent: string, isRemoval = false): Promise<void> => {
    const plans = (await planSetUp(place, isRemoval)).filter((plan) => plan.agent === agent);
    await carryOutPlans(plans, place, isRemoval);
  };
  beforeEach(async () => {
    writeHookPrograms(base);
    await installLauncher(place.home, { programs: base, runtime: process.execPath });
  });

  test('is quiet while it is in place, and when it was taken out as it was put in', async () => {
    await setUp('claude-code');
    expect(await findDrift(place.root, place.home)).toEqual([]);
    await setUp('claude-code', true);
    expect(await findDrift(place.root, place.home)).toEqual([]);
  });

  test('is missed when somebody else takes it out, switches it off, or removes what it starts', async () => {
    await setUp('claude-code');
    const file = '.claude/settings.json';
    const whole = read(file);
    write(file, whole.replace('{', '{ "disableAllHooks": true,'));
    expect((await findDrift(place.root, place.home)).join()).toMatch(/"disableAllHooks" is on/);
    write(file, whole.replaceAll('900', '5'));
    expect((await findDrift(place.root, place.home)).join()).toMatch(/is not as this version writes it/);
    write(file, '{}\n');
    expect((await findDrift(place.root, place.home)).join()).toMatch(
      /no longer asks before it writes: the hook is gone/,
    );
    fs.rmSync(path.join(place.root, file));
    expect((await findDrift(place.root, place.home)).join()).toMatch(/settings\.json is gone/);
    write(file, whole);
    fs.rmSync(path.join(place.home, '.countersign/hook'));
    expect((await findDrift(place.root, place.home)).join()).toMatch(/most of them go on without/);
  });

  test('of another repository, and a file of ours that was spoilt, say nothing', async () => {
    await setUp('claude-code');
    write('.claude/settings.json', '{}\n');
    expect(await findDrift(path.join(base, 'other'), place.home)).toEqual([]);
    fs.writeFileSync(path.join(place.home, '.countersign/set-up.json'), '{"files":[{"agent":1}, null');
    expect(await findDrift(place.root, place.home)).toEqual([]);
  });
});
