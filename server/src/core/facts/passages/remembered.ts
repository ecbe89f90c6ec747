import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { agentConfigTitle } from '../apis/agent-config-files.ts';
import { isMemoryWrite } from '../apis/memory-writes.ts';
import type { Reading } from '../define.ts';
import type { Argument } from '../value.ts';
import { textOfValue } from '../value.ts';
import type { FoundAct } from './found-act.ts';

/** Methods that write to a file that was opened before. */
const WRITES = /\bopen(?:Sync)?\(\)\.(?:write|writelines|write_text|appendFile|writeFile)$/;

/** A text is kept for what models are told later: in an index, in a memory, in a file that agents obey. */
export function rememberedBy(
  reading: Reading,
  call: SyntaxNode,
  path: string | null,
  args: readonly Argument[],
): readonly FoundAct[] {
  if (path === null) return [];
  const given = args.flatMap(({ node }) => (node === null ? [] : [node]));
  if (isMemoryWrite(path))
    return [
      {
        kind: 'remember',
        call,
        norm: lastNames(path),
        words: `\`${lastNames(path)}\` keeps it for models`,
        given,
        tier: 'resolved',
      },
    ];
  const file = steeringFile(reading, call, path, args);
  if (file === null) return [];
  return [
    {
      kind: 'remember',
      call,
      norm: file,
      words: `\`${lastNames(path)}\` makes it part of ${file}, which agents obey`,
      given,
      tier: 'resolved',
    },
  ];
}

/** The file of an agent's instructions that a call writes. */
function steeringFile(reading: Reading, call: SyntaxNode, path: string, args: readonly Argument[]): string | null {
  const isWrite =
    /(?:^|\.)(?:writeFile|writeFileSync|appendFile|appendFileSync|write_text|WriteFile|writeTextFile)$/.test(path);
  if (!isWrite && !WRITES.test(path)) return null;
  const [first] = isWrite ? args : openedFor(reading, call);
  const file = first === undefined ? null : textOfValue(first.value());
  return file !== null && agentConfigTitle(file) !== null ? file : null;
}

/** What the file was opened with that is written here. */
function openedFor({ resolver }: Reading, call: SyntaxNode): readonly Argument[] {
  const callee = childOf(call, 'call.callee');
  const file = callee === null ? null : childOf(callee, 'member.object');
  const opened = file === null ? null : resolver.valueOf(file);
  return opened?.kind === 'call' ? opened.args : [];
}

function lastNames(path: string): string {
  return path.replaceAll('()', '').split('.').slice(-2).join('.');
}
