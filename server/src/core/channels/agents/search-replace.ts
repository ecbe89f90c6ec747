import type { ProposedEdit } from '../../model/hook.ts';
import type { ToolReader } from './define.ts';
import { textOf } from './fields.ts';

const search = /^(?:<{3,}|-{3,}) SEARCH>?$/u;
const middle = /^={3,}$/u;
const replace = /^(?:>{3,}|\+{3,}) REPLACE>?$/u;

/** Passages between marks of SEARCH and REPLACE, as Cline's `replace_in_file` takes them. */
export const replacesBlocks: ToolReader = (input) => {
  const path = textOf(input, 'path', 'file_path');
  const diff = textOf(input, 'diff');
  if (path === undefined || diff === undefined) return 'The arguments of the tool have not got a path and a diff.';
  const edits: ProposedEdit[] = [];
  const old: string[] = [];
  const text: string[] = [];
  let part: 'none' | 'old' | 'new' = 'none';
  for (const line of diff.replaceAll('\r\n', '\n').split('\n')) {
    if (part === 'none') {
      if (search.test(line.trimEnd())) part = 'old';
    } else if (part === 'old') {
      if (middle.test(line.trimEnd())) part = 'new';
      else old.push(`${line}\n`);
    } else if (replace.test(line.trimEnd())) {
      edits.push(
        old.length === 0
          ? { kind: 'write', path, text: text.join('') }
          : { kind: 'replace', path, old: old.join(''), text: text.join(''), isEverywhere: false },
      );
      old.length = 0;
      text.length = 0;
      part = 'none';
    } else text.push(`${line}\n`);
  }
  return part === 'none' && edits.length > 0 ? edits : 'The diff has no whole pair of SEARCH and REPLACE.';
};
