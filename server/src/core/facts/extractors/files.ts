import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { FileAct, FileCall } from '../apis/file-call.ts';
import { javaFileMethods } from '../apis/file-calls-by-language.ts';
import { fileCall, pathMethods } from '../apis/file-calls.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { pathValue } from '../file-path.ts';
import { normalise } from '../normalise.ts';
import { argumentAt, textOfValue, unknown, type Argument, type Value } from '../value.ts';

/** Files that code reads, writes and deletes. */
export const files = defineExtractor({
  id: 'files',
  kinds: ['permission.filesystem'],
  languages: 'code',
  *extract(reading) {
    for (const kind of ['call', 'new'] as const) {
      for (const call of reading.unit.ofKind(kind)) {
        const path = reading.resolver.calleeOf(call);
        const acts = path === null ? pathMethod(reading, call) : fileCall(reading.unit.language.id, path);
        if (acts === undefined) continue;
        const args = reading.resolver.argumentsOf(call);
        for (const act of acts) {
          const site = readAct(reading, call, args, act, path ?? classOfPaths(reading));
          if (site !== null) yield site;
        }
      }
    }
  },
});

/** By language: methods that only paths have. */
const PATH_METHODS: Readonly<Record<string, ReadonlyMap<string, FileCall>>> = {
  python: pathMethods,
  java: javaFileMethods,
  kotlin: javaFileMethods,
};

function classOfPaths({ unit }: Reading): string {
  return unit.language.id === 'python' ? 'pathlib.Path' : 'java.io.File';
}

/** `Path('x').write_text(…)`: a path that is known is only text to the resolver, and no text has these methods. */
function pathMethod({ unit, resolver }: Reading, call: SyntaxNode): FileCall | undefined {
  const callee = childOf(call, 'call.callee');
  const methods = PATH_METHODS[unit.language.id];
  if (methods === undefined || callee?.kind !== 'member') return undefined;
  const property = childOf(callee, 'member.property');
  const object = childOf(callee, 'member.object');
  const acts = property === null ? undefined : methods.get(unit.textOf(property));
  if (acts === undefined || object === null) return undefined;
  const value = resolver.valueOf(object);
  return value.kind === 'text' || value.kind === 'partial' ? acts : undefined;
}

/** How a file is opened to write: `w+`, `O_CREAT`, `FileMode.Create`, `File::WRONLY`. */
const WRITES =
  /^[rbst]*[wacx+]|^rw|O_(?:WRONLY|RDWR|CREAT|APPEND)|\b(?:WRONLY|RDWR|CREAT|APPEND|Create|CreateNew|OpenOrCreate|Truncate|Append)\b/;

function readAct(
  reading: Reading,
  call: SyntaxNode,
  args: readonly Argument[],
  act: FileAct,
  through: string,
): Site | null {
  const value = pathValue(act.path === 'receiver' ? receiverOf(reading, call) : argumentOf(args, act.path));
  // A descriptor is no path.
  if (value.kind === 'number') return null;
  const text = textOfValue(value);
  // What is fetched, and streams of the program itself: `php://input`.
  if (text !== null && /^(?!file:)[a-z][a-z0-9+.-]+:\/\//i.test(text)) return null;
  const flags = act.flags === undefined ? null : flagsOf(reading, args, act.flags);
  const action = flags === null ? act.action : WRITES.test(flags) ? 'write' : 'read';
  const mode = action === 'write' && act.mode !== undefined ? modeOf(reading, args, act.mode) : null;
  const norm = text === null ? 'dynamic' : normalise('path', text);
  const isExclusive = /x|O_EXCL|CreateNew/.test(flags ?? writeFlag(reading, args));
  const isPredictable =
    action === 'write' &&
    value.kind === 'text' &&
    /^\/(?:tmp|dev\/shm)\/./.test(norm) &&
    !isExclusive &&
    !isPrivate(mode);
  return {
    kind: 'permission.filesystem',
    action,
    resource: { kind: 'path', value },
    node: call,
    evidence: [{ node: call, role: 'call' }],
    tier: 'resolved',
    why: [
      `\`${through}\` ${action}s ${text === null ? 'a path known only at run time' : `\`${norm}\``}.`,
      ...(isPredictable ? ['Everybody on the machine can guess the name, and put a link there first.'] : []),
      ...(mode === null ? [] : [`The mode is ${mode}.`]),
    ],
    qualifiers: { ...(mode === null ? {} : { mode }), ...(isPredictable ? { predictable: 'true' } : {}) },
  };
}

/** A file that only its owner can read tells nothing, and `mkdir` with such a mode fails where the name is taken. */
function isPrivate(mode: string | null): boolean {
  return mode !== null && mode.endsWith('00');
}

function receiverOf({ resolver }: Reading, call: SyntaxNode): Value {
  const callee = childOf(call, 'call.callee');
  const object = callee === null ? null : childOf(callee, 'member.object');
  return object === null ? unknown : resolver.valueOf(object);
}

function argumentOf(args: readonly Argument[], [index, name]: readonly [number, string]): Value {
  return argumentAt(args, index, name)?.value() ?? unknown;
}

function flagsOf({ resolver, unit }: Reading, args: readonly Argument[], at: readonly [number, string]): string {
  const argument = argumentAt(args, at[0], at[1]);
  if (argument === null) return 'r';
  const value = argument.value();
  if (value.kind === 'object') return textOfValue(resolver.memberOf(value, 'flag', value.node)) ?? 'r';
  // `os.O_WRONLY | os.O_CREAT`: written out, the names say it.
  return textOfValue(value) ?? (argument.node === null ? 'r' : flagNames(unit.textOf(argument.node)));
}

/** `writeFile(path, data, { flag: 'wx' })`. */
function writeFlag({ resolver }: Reading, args: readonly Argument[]): string {
  for (const argument of args) {
    const value = argument.value();
    if (value.kind === 'object') return textOfValue(resolver.memberOf(value, 'flag', value.node)) ?? '';
  }
  return '';
}

function flagNames(written: string): string {
  return (written.match(/\bO_[A-Z]+\b|(?<=\bFileMode\.)\w+|(?<=\bFile::)[A-Z]+\b/g) ?? []).join(' ');
}

/** Permission bits as octal digits: `755`; null when they are not said or not known. */
function modeOf({ resolver }: Reading, args: readonly Argument[], at: readonly [number, string]): string | null {
  const given = argumentOf(args, at);
  const value = given.kind === 'object' ? resolver.memberOf(given, 'mode', given.node) : given;
  if (value.kind === 'number') return value.value >= 0 && value.value <= 0o7777 ? octal(value.value) : null;
  const digits = value.kind === 'text' ? /^(?:0o?)?([0-7]{3,4})$/.exec(value.text)?.[1] : undefined;
  return digits === undefined ? null : octal(Number.parseInt(digits, 8));
}

function octal(bits: number): string {
  return bits.toString(8).padStart(3, '0');
}
