import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, descendants } from '../../text/tree.ts';
import {
  AS_SOMEBODY_ELSE,
  connectingPrograms,
  DOWNLOADS,
  INTERPRETERS,
  SHELLS,
  type ConnectingProgram,
} from '../apis/shell-programs.ts';
import { connectionSite } from '../connection-site.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { hostOf } from '../normalise.ts';
import { concatenate } from '../resolve/text.ts';
import { shellCommand, wordText, type ShellCommand } from '../shell-words.ts';
import { known } from '../to-fact.ts';
import { textOfValue, unknown, type Value } from '../value.ts';

/**
 * What a script does that is more than running programs, which every line of it does: where it connects, what it runs as
 * somebody else, and where text becomes commands.
 */
export const shellCommands = defineExtractor({
  id: 'shell-commands',
  kinds: ['permission.network', 'permission.process'],
  languages: ['bash'],
  *extract(reading) {
    for (const call of reading.unit.ofKind('call')) {
      const command = shellCommand(reading, call);
      if (command === null) continue;
      const row = connectingPrograms.get(command.program);
      if (row !== undefined) yield* connections(reading, call, command, row);
      const run = runs(reading, call, command);
      if (run !== null) yield run;
    }
  },
});

function* connections(
  reading: Reading,
  call: SyntaxNode,
  command: ShellCommand,
  row: ConnectingProgram,
): Generator<Site> {
  for (const target of targetsOf(reading, command, row))
    yield connectionSite(call, target, `\`${command.program}\` connects`);
}

/** Places that a command names; one unknown place when all of its words are known only at run time. */
function targetsOf(reading: Reading, { words }: ShellCommand, row: ConnectingProgram): readonly Value[] {
  const verb = row.verbs === undefined ? null : words[0] === undefined ? null : wordText(reading, words[0]);
  if (row.verbs !== undefined && (verb === null || !row.verbs.has(verb))) return [];
  const given: Value[] = [];
  for (let at = row.verbs === undefined ? 0 : 1; at < words.length; at += 1) {
    const value = reading.resolver.valueOf(words[at]!);
    const text = textOfValue(value);
    if (text !== null && row.option?.test(text) === true) continue;
    if (text !== null && row.valued.test(text)) at += 1;
    else if (text === null || !text.startsWith('-')) given.push(value);
  }
  const places = given.flatMap((value) => placeIn(value, row) ?? []);
  if (row.says === 'host') return places.slice(0, 1);
  if (places.length > 0 || row.says === 'remote-path') return places;
  const open = given.findLast((value) => textOfValue(value) === null);
  return open === undefined ? [] : [open];
}

/** Null: a file, or nothing that is known. */
function placeIn(value: Value, row: ConnectingProgram): Value | null {
  const text = textOfValue(value);
  if (text === null) return value.kind === 'environment' || value.kind === 'parameter' ? value : null;
  const copied = /^(?:[\w.*-]+@)?([\w.*-]+):(?!\/\/|\d+(?:\/|$))/.exec(text)?.[1];
  if (copied !== undefined) return known(copied);
  if (row.says === 'remote-path') return null;
  if (row.says === 'url')
    return /^[a-z][a-z0-9+.-]*:\/\/|^\*|^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[:/]|$)|^localhost\b/i.test(text)
      ? value
      : null;
  return /^(?:[\w.*-]+@)?[\w.*-]+$/.test(text) ? value : null;
}

function runs(reading: Reading, call: SyntaxNode, command: ShellCommand): Site | null {
  const { program, words, prefixes } = command;
  const isShell = SHELLS.has(program);
  const isEval = program === 'eval';
  const isRead = program === 'source' || program === '.';
  const download =
    isShell || isEval || isRead || INTERPRETERS.test(program) ? downloadFor(reading, call, command) : null;
  if (download !== null) {
    const host = hostIn(reading, download);
    return site(call, download, unknown, host === null ? 'dynamic' : `what ${host} answers`, true, [
      `What \`${reading.unit.textOf(download).slice(0, 80)}\` answers is run by \`${program}\`.`,
    ]);
  }
  const text = isEval ? joinWords(reading, words) : isShell ? shellText(reading, words) : null;
  if (text !== null) return site(call, call, text, undefined, true, [`\`${program}\` runs text as commands.`]);
  const other = prefixes.find((prefix) => AS_SOMEBODY_ELSE.has(prefix));
  if (other === undefined) return null;
  return site(call, call, known(`${other} ${program}`), `${other} ${program}`, false, [
    `\`${other}\` runs \`${program}\` with the rights of somebody else.`,
  ]);
}

function site(
  node: SyntaxNode,
  source: SyntaxNode,
  value: Value,
  norm: string | undefined,
  isShell: boolean,
  why: readonly string[],
): Site {
  return {
    kind: 'permission.process',
    action: 'exec',
    resource: { kind: 'command', value, ...(norm === undefined ? {} : { norm }) },
    node,
    evidence: [{ node, role: 'call' }, ...(source === node ? [] : [{ node: source, role: 'source' as const }])],
    tier: 'resolved',
    why,
    ...(isShell ? { qualifiers: { shell: 'true', ...(value.kind === 'text' ? { command: 'fixed' } : {}) } } : {}),
  };
}

function joinWords(reading: Reading, words: readonly SyntaxNode[]): Value | null {
  if (words.length === 0) return null;
  return concatenate(
    words.flatMap((word, index) => [...(index === 0 ? [] : [known(' ')]), reading.resolver.valueOf(word)]),
  );
}

/** The text after `-c`. */
function shellText(reading: Reading, words: readonly SyntaxNode[]): Value | null {
  const at = words.findIndex((word) => /^-[a-z]*c$/.test(wordText(reading, word) ?? ''));
  const text = at === -1 ? undefined : words[at + 1];
  return text === undefined ? null : reading.resolver.valueOf(text);
}

/** The download whose answer is run: `curl … | sh`, `sh -c "$(curl …)"`, `bash <(curl …)`. */
function downloadFor(reading: Reading, call: SyntaxNode, { words }: ShellCommand): SyntaxNode | null {
  for (const word of words) {
    const inside = [...descendants(word)].find((node) => isDownload(reading, node));
    if (inside !== undefined) return inside;
  }
  const isFile =
    words.some((word) => /^[^-]/.test(wordText(reading, word) ?? '')) &&
    !words.some((word) => /^-s?$/.test(wordText(reading, word) ?? ''));
  if (isFile) return null;
  for (let at: SyntaxNode = call; at.parent?.kind === 'binary'; at = at.parent) {
    const { parent } = at;
    const operator = childOf(parent, 'binary.operator');
    if (operator === null || !reading.unit.textOf(operator).startsWith('|')) return null;
    const before = parent.children.filter((child) => child.end <= at.start);
    for (const each of before.toReversed())
      for (const node of descendants(each)) if (isDownload(reading, node)) return node;
  }
  return null;
}

function isDownload(reading: Reading, node: SyntaxNode): boolean {
  return node.kind === 'call' && DOWNLOADS.has(shellCommand(reading, node)?.program ?? '');
}

function hostIn(reading: Reading, call: SyntaxNode): string | null {
  const command = shellCommand(reading, call);
  const row = command === null ? undefined : connectingPrograms.get(command.program);
  const [target] = command === null || row === undefined ? [] : targetsOf(reading, command, row);
  const text = target === undefined ? null : textOfValue(target);
  return text === null ? null : hostOf(text);
}
