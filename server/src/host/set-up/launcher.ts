import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AgentDefinition, agentIds, findAgent } from '../../core/hook.ts';
import { errorCode } from '../problems.ts';
import { refusal } from '../refusal.ts';
import { noticeSeconds } from './define.ts';
import { launcherFolder } from './launcher-command.ts';

/** What a launcher starts, and with what. */
export interface LauncherTarget {
  /** The folder with the programs below and `cli.mjs`: of this version, at whatever place. */
  readonly programs: string;
  /** A program that runs JavaScript: Node, or an editor that does when it is told so. */
  readonly runtime: string;
}

/** What stands beside the launcher, so that it survives an update: the program, after what it loads. */
const copied = ['hook-away.cjs', 'hook.cjs'];
/** Of earlier versions. */
const outdated = ['hook.mjs'];

/** Files below `~/.countersign`, by name. Whoever starts one of them finds those before it. */
async function contentsOf({ programs, runtime }: LauncherTarget): Promise<ReadonlyMap<string, string>> {
  const read = async (name: string) => [name, await readFile(join(programs, name), 'utf8')] as const;
  return new Map([
    ['judge', `${join(programs, 'cli.mjs')}\n`],
    ['runtime', `${runtime}\n`],
    ...(await Promise.all(copied.map(read))),
    ...launchers,
  ]);
}

/** Puts the launcher at its place, or brings it up to date. Each file is whole at any moment. */
export async function installLauncher(home: string, target: LauncherTarget): Promise<void> {
  const folder = join(home, launcherFolder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [name, text] of await contentsOf(target)) {
    const mode = name === 'hook' ? 0o755 : 0o600;
    if ((await readIfAny(join(folder, name))) !== text) await replaceFile(folder, name, text, mode);
    else await chmod(join(folder, name), mode);
  }
  for (const name of outdated) await rm(join(folder, name), { force: true });
}

/**
 * Without it a hook of an agent's configuration starts nothing, and most agents go on; with another one in its place too.
 * @param programs where this version's programs are, to compare those that were copied
 */
export async function launcherState(home: string, programs?: string): Promise<'whole' | 'other' | 'absent'> {
  const folder = join(home, launcherFolder);
  if (!(await hasLauncher(home))) return 'absent';
  for (const [name, text] of launchers) if ((await readIfAny(join(folder, name))) !== text) return 'other';
  for (const name of copied) {
    const there = await readIfAny(join(folder, name));
    const wanted = programs === undefined ? there : await readIfAny(join(programs, name));
    if (there === null || there !== (wanted ?? there)) return 'other';
  }
  const { mode } = await stat(join(folder, 'hook'));
  return process.platform === 'win32' || (mode & 0o100) !== 0 ? 'whole' : 'other';
}

async function hasLauncher(home: string): Promise<boolean> {
  return (await readIfAny(join(home, launcherFolder, 'hook'))) !== null;
}

/** After an update, what it points to is gone: the new version says where it is. Does nothing where none was installed. */
export async function refreshLauncher(home: string, target: LauncherTarget): Promise<boolean> {
  if (!(await hasLauncher(home))) return false;
  await installLauncher(home, target);
  return true;
}

export async function removeLauncher(home: string): Promise<void> {
  for (const name of ['hook', 'hook.cmd', ...copied, ...outdated, 'judge', 'runtime', 'set-up.json'])
    await rm(join(home, launcherFolder, name), { force: true });
}

/** In its place it can be run at once: an agent may start it at any moment, and goes on where it cannot. */
async function replaceFile(folder: string, name: string, text: string, mode: number): Promise<void> {
  const next = join(folder, `.${name}.${process.pid}`);
  await writeFile(next, text, { mode });
  await chmod(next, mode);
  await rename(next, join(folder, name));
}

async function readIfAny(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** What each agent is told when nothing could be started, made beforehand: by then there is nobody to make it. */
function fallbacks(line: (agent: AgentDefinition, answer: string) => string): string {
  const fault = refusal.fault('its hook could not be started. Open the editor once, or run "countersign init" again.');
  return agentIds.map((id) => line(findAgent(id)!, findAgent(id)!.answer(fault))).join('\n');
}

/** Seconds beyond those that the hook waits by itself: it answers at their end. */
const spareOfLauncher = 3;

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/**
 * The recorded runtime, then whatever Node there is. What was read is kept, so that the next one can be given it. An answer is an
 * object of JSON with exit code 0: whatever else was printed, an agent would take for leave. One that ran for a while has used the
 * time that the agent waits. All of it runs beside a timer, because a runtime may hang, and standard input stay open: the time is
 * that of `--wait` and a little, which is less than what the agent waits.
 */
const shellLauncher = `#!/bin/sh
# Written by Countersign. Agents run it before they write; it answers in the agent's own form, and refuses whatever goes wrong.
here=\${0%/*}
judge() {
  asked=$(cat)
  started=$(date +%s)
  for runtime in "$COUNTERSIGN_RUNTIME" "$(cat "$here/runtime" 2>/dev/null)" node; do
    [ -n "$runtime" ] || continue
    [ $(($(date +%s) - started)) -lt 3 ] || break
    command -v "$runtime" >/dev/null 2>&1 || continue
    answer=$(printf '%s' "$asked" | ELECTRON_RUN_AS_NODE=1 "$runtime" "$here/hook.cjs" "$@" 2>/dev/null) || continue
    case $answer in '{'*) ;; *) continue ;; esac
    trap '' TERM
    printf '%s\\n' "$answer"
    exit 0
  done
  exit 1
}
case " $* " in
*' --notice '*) wait=${noticeSeconds - 2 * spareOfLauncher} ;;
*) case $1 in
${agentIds.map((id) => `  ${id}) wait=${findAgent(id)!.waitSeconds} ;;`).join('\n')}
  *) wait=25 ;;
  esac ;;
esac
before=
for word in "$@"; do
  [ "$before" = --wait ] && case $word in '' | *[!0-9]*) ;; *) wait=$word ;; esac
  before=$word
done
exec 3<&0
judge "$@" <&3 3<&- 2>/dev/null &
judging=$!
(
  trap 'kill "$sleeping" 2>/dev/null; exit 0' TERM
  sleep "$((wait + ${spareOfLauncher}))" &
  sleeping=$!
  wait "$sleeping"
  kill "$judging" 2>/dev/null
) </dev/null >/dev/null 2>&1 3<&- &
timing=$!
exec 3<&-
trap 'kill "$judging" "$timing" 2>/dev/null' HUP INT TERM
wait "$judging" 2>/dev/null
judged=$?
[ "$judged" -lt 128 ] || { wait "$judging" 2>/dev/null; judged=$?; }
kill "$timing" 2>/dev/null
[ "$judged" = 0 ] && exit 0
case " $* " in *' --notice '*) printf '{}\\n'; exit 0 ;; esac
case "$1" in
${fallbacks(({ id }, answer) => `${id}) printf '%s\\n' ${quoted(answer)}; exit 0 ;;`)}
esac
echo 'Countersign could not be started.' >&2
exit 2
`;

/**
 * Standard input cannot be kept here, so there is one try. Codes of crashes are negative. With words beside it, exit code 2 refuses for
 * all agents that heed it.
 */
const windowsLauncher = `@echo off\r
rem Written by Countersign. Agents run it before they write.\r
setlocal\r
set "ELECTRON_RUN_AS_NODE=1"\r
set /p runtime=<"%~dp0runtime"\r
if not exist "%runtime%" set "runtime=node"\r
"%runtime%" "%~dp0hook.cjs" %*\r
if errorlevel 1 goto failed\r
if not errorlevel 0 goto failed\r
exit /b 0\r
:failed\r
echo %* | findstr /c:"--notice" >nul && (echo {}& exit /b 0)\r
echo Countersign could not be started. 1>&2\r
exit /b 2\r
`;

const launchers = [
  ['hook', shellLauncher],
  ['hook.cmd', windowsLauncher],
] as const;
