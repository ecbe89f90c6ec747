import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, childrenOf } from '../text/tree.ts';
import { PREFIX_VALUED, PREFIXES } from './apis/shell-programs.ts';
import type { FileReading } from './define.ts';
import { textOfValue } from './value.ts';

/** A command of a script as its program sees it. */
export interface ShellCommand {
  /** Without folders. */
  readonly program: string;
  readonly words: readonly SyntaxNode[];
  /** What stands in front: `sudo`, `env`. */
  readonly prefixes: readonly string[];
}

/** Null when the program is known only at run time. */
export function shellCommand(reading: FileReading, call: SyntaxNode): ShellCommand | null {
  const callee = childOf(call, 'call.callee');
  if (callee?.kind !== 'name') return null;
  let words = childrenOf(call, 'call.argument');
  let program = programName(reading.unit.textOf(callee));
  const prefixes: string[] = [];
  while (PREFIXES.has(program)) {
    const at = programAt(reading, words);
    const name = at === -1 ? null : wordText(reading, words[at]!);
    // `exec 3>&1` runs nothing.
    if (name === null) return { program, words, prefixes };
    prefixes.push(program);
    program = programName(name);
    words = words.slice(at + 1);
  }
  return { program, words, prefixes };
}

export function wordText(reading: FileReading, word: SyntaxNode): string | null {
  return textOfValue(reading.resolver.valueOf(word));
}

/** Past options, their values, `NAME=value` and durations. */
function programAt(reading: FileReading, words: readonly SyntaxNode[]): number {
  for (let at = 0; at < words.length; at += 1) {
    const text = wordText(reading, words[at]!);
    if (text === null) return -1;
    if (PREFIX_VALUED.test(text)) at += 1;
    else if (!/^-|^\w+=|^\d+[smhd]?$/.test(text)) return at;
  }
  return -1;
}

function programName(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1);
}
