import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Place } from '../../../server/src/host/set-up/define.ts';
import { findDrift } from '../../../server/src/host/set-up/drift.ts';
import { readKept, stillStarting } from '../../../server/src/host/set-up/kept.ts';
import { isAsking, launcherCommand } from '../../../server/src/host/set-up/launcher-command.ts';
import { installLauncher, launcherState } from '../../../server/src/host/set-up/launcher.ts';
import { carryOutPlans, planSetUp, rememberAsking } from '../../../server/src/host/set-up/set-up.ts';
import { whySwitchedOff } from '../../../server/src/host/set-up/switched-off.ts';
import { writeHookPrograms } from './hook-programs.ts';

let base: string;
let place: Place;
beforeEach(async () => {
  base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-off-')));
  place = { scope: 'project', root: path.join(base, 'work'), home: path.join(base, 'home') };
  for (const folder of [place.root, place.home]) fs.mkdirSync(folder);
  writeHookPrograms(base);
  await installLauncher(place.home, { programs: base, runtime: process.execPath });
});
afterEach(() => fs.rmSync(base, { recursive: true, force: true }));

const write = (file: string, text: string): void => {
  fs.mkdirSync(path.dirname(path.join(base, file)), { recursive: true });
  fs.writeFileSync(path.join(base, file), text);
};
const plan = async (agent: string) =>
  (await planSetUp(place, false, { programs: base })).filter((each) => each.agent === agent);
const setUp = async (agent: string): Promise<void> => {
  await carryOutPlans(await plan(agent), place, false);
};

test.each<[string, string, string]>([
  ['claude-code', 'work/.claude/settings.local.json', '{ "disableAllHooks": true }'],
  ['claude-code', 'home/.claude/settings.json', '{ "disableAllHooks": true /* for now */ }'],
  ['codex', 'home/.codex/config.toml', 'model = "x"\n[features]\nhooks=false\n'],
  ['codex', 'work/.codex/config.toml', 'features.hooks = false # for now\n'],
  ['gemini-cli', 'work/.gemini/settings.json', '{ "hooksConfig": { "enabled": false } }'],
  ['gemini-cli', 'home/.gemini/settings.json', '{ "hooksConfig": { "disabled": ["countersign"] } }'],
  ['vscode', 'work/.vscode/settings.json', '{ "chat.useHooks": false }'],
  ['vscode', 'home/.config/Code/User/settings.json', '{ "chat.useHooks": false }'],
  ['vscode', 'home/.vscode-server/data/Machine/settings.json', '{ "chat.useHooks": false }'],
  ['vscode', 'work/.vscode/settings.json', '{ "chat.hookFilesLocations": { ".github/hooks": false } }'],
  ['copilot-cli', 'home/.copilot/settings.json', '{ "disableAllHooks": true }'],
])('%s is told to be switched off by %s: %s', async (agent, file, text) => {
  write(file, text);
  await setUp(agent);
  const [{ isSetUp, isSwitchedOff, warnings } = { warnings: [] }] = await plan(agent);
  expect([isSetUp, isSwitchedOff]).toEqual([true, true]);
  expect(warnings.join()).toContain(path.basename(file));
  expect((await findDrift(place.root, place.home)).join()).toMatch(/it asks nobody/);
});

test.each<[string, string, string]>([
  ['claude-code', 'work/.claude/settings.json', '{ "disableAllHooks": false }'],
  ['codex', 'home/.codex/config.toml', '[features]\nhooks = true\n[other]\nhooks = false\n# features.hooks = false\n'],
  ['gemini-cli', 'home/.gemini/settings.json', '{ "hooksConfig": { "enabled": true, "disabled": ["format"] } }'],
  ['vscode', 'work/.vscode/settings.json', '{ "chat.useHooks": true, "chat.hookFilesLocations": { "more": false } }'],
  ['vscode', 'work/.vscode/settings.json', 'no JSON'],
])('%s is not switched off by %s: %s', async (agent, file, text) => {
  write(file, text);
  expect(await whySwitchedOff(agent, place)).toEqual([]);
});

test('what a stronger file says of a switch holds', async () => {
  write('home/.claude/settings.json', '{ "disableAllHooks": true }');
  write('work/.claude/settings.json', '{ "disableAllHooks": false }');
  expect(await whySwitchedOff('claude-code', place)).toEqual([]);
  write('work/.claude/settings.local.json', '{ "disableAllHooks": true }');
  expect((await whySwitchedOff('claude-code', place)).join()).toContain('settings.local.json');
});

test('a launcher with other contents, or that cannot be run, is none', async () => {
  expect(await launcherState(place.home, base)).toBe('whole');
  await setUp('claude-code');
  const hook = path.join(place.home, '.countersign/hook');
  const whole = fs.readFileSync(hook, 'utf8');
  fs.writeFileSync(hook, '#!/bin/sh\necho {}\n');
  expect((await plan('claude-code')).map(({ isSetUp }) => isSetUp)).toEqual([false]);
  expect((await findDrift(place.root, place.home)).join()).toMatch(/is not as this version writes it/);
  fs.writeFileSync(hook, whole);
  fs.writeFileSync(path.join(place.home, '.countersign/hook.cjs'), 'console.log("{}")');
  expect(await launcherState(place.home, base)).toBe('other');
  await installLauncher(place.home, { programs: base, runtime: process.execPath });
  fs.rmSync(path.join(place.home, '.countersign/hook-away.cjs'));
  expect(await launcherState(place.home)).toBe('other');
  await installLauncher(place.home, { programs: base, runtime: process.execPath });
  if (process.platform !== 'win32') {
    fs.chmodSync(hook, 0o644);
    expect(await launcherState(place.home, base)).toBe('other');
  }
});

test('a hook that only tells is not one that asks', async () => {
  await setUp('claude-code');
  const file = path.join(place.root, '.claude/settings.json');
  const settings = JSON.parse(fs.readFileSync(file, 'utf8')) as { hooks: Record<string, unknown> };
  delete settings.hooks['PreToolUse'];
  fs.writeFileSync(file, JSON.stringify(settings));
  expect((await findDrift(place.root, place.home)).join()).toMatch(/no longer asks .* only the hook that tells/);
  for (const shell of ['sh', 'cmd', 'powershell'] as const) {
    expect(isAsking(JSON.stringify({ command: launcherCommand('codex', 'ask', shell) }))).toBe(true);
    expect(isAsking(JSON.stringify({ command: launcherCommand('codex', 'notice', shell) }))).toBe(false);
  }
});

test('a repository that brings its hooks along is remembered once somebody looked at it', async () => {
  await setUp('codex');
  fs.rmSync(path.join(place.home, '.countersign/set-up.json'));
  await rememberAsking(await plan('codex'), place);
  fs.rmSync(path.join(place.root, '.codex/hooks.json'));
  expect((await findDrift(place.root, place.home)).join()).toMatch(/hooks\.json is gone/);
});

test('and when its launcher is installed', async () => {
  await setUp('codex');
  fs.rmSync(path.join(place.home, '.countersign'), { recursive: true });
  await rememberAsking(await plan('codex'), place);
  expect(await readKept(place.home)).toEqual([]);
  await setUp('codex');
  expect(await readKept(place.home)).toHaveLength(1);
});

test('what starts the launcher is known, also where its repository has moved', async () => {
  await setUp('codex');
  await setUp('claude-code');
  fs.writeFileSync(path.join(place.root, '.claude/settings.json'), '{}');
  const agents = (await stillStarting(place.home)).map(({ agent }) => agent);
  expect(agents).toEqual(['codex']);
  fs.renameSync(place.root, path.join(base, 'moved'));
  expect(await stillStarting(place.home)).toHaveLength(2);
});
