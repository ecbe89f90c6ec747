import type { ProposedEdit } from '../../model/hook.ts';
import type { ToolReader } from './define.ts';
import { isFields, listOf, own, textOf, type Fields } from './fields.ts';
import { readAgentPatch } from './read-agent-patch.ts';

export const pathNames = [
  'file_path',
  'filePath',
  'path',
  'filename',
  'fileName',
  'target_file',
  'targetFile',
  'absolute_path',
  'relative_path',
  'relativePath',
];
export const contentNames = ['content', 'contents', 'file_text', 'fileText', 'new_file_contents', 'newContent'];
export const oldNames = ['old_string', 'oldString', 'old_str', 'oldStr', 'old_text', 'oldText'];
export const newNames = ['new_string', 'newString', 'new_str', 'newStr', 'new_text', 'newText'];
const patchNames = ['command', 'input', 'patch', 'patchText', 'patch_text', 'diff'];
const everywhereNames = ['replace_all', 'replaceAll', 'allow_multiple', 'allowMultiple'];

/**
 * A reader of arguments that have one text under each group of names. Where they have two, only the tool itself knows which it
 * takes: the other may be there to be looked at instead.
 */
function plainly(read: ToolReader): ToolReader {
  return (input) => {
    for (const names of [pathNames, contentNames, oldNames, newNames, patchNames]) {
      const given = names.filter((name) => textOf(input, name) !== undefined);
      if (new Set(given.map((name) => textOf(input, name))).size > 1)
        return `The arguments of the tool have different texts as ${given.map((name) => `"${name}"`).join(' and ')}.`;
    }
    return read(input);
  };
}

/** The whole file. */
export const writesFile = plainly((input) => {
  const path = textOf(input, ...pathNames);
  const text = textOf(input, ...contentNames);
  return path === undefined || text === undefined ? missing('a path and a content') : [{ kind: 'write', path, text }];
});

/** One passage of a file; with an empty earlier text the whole of it. */
export const replacesText = plainly((input) => {
  const path = textOf(input, ...pathNames);
  return path === undefined ? missing('a path') : readReplacement(path, input);
});

/** Several passages, of one file or each of its own. */
export const replacesSeveral = plainly((input) => {
  const path = textOf(input, ...pathNames);
  const list = listOf(input, 'edits', 'replacements');
  if (list === undefined) return missing('a list of edits');
  const edits: ProposedEdit[] = [];
  for (const each of list) {
    if (!isFields(each)) return missing('edits that are objects');
    const read = replacesText(
      textOf(each, ...pathNames) === undefined && path !== undefined ? { ...each, path } : each,
    );
    if (typeof read === 'string') return read;
    edits.push(...read);
  }
  return edits;
});

export const deletesFile = plainly((input) => {
  const path = textOf(input, ...pathNames);
  return path === undefined ? missing('a path') : [{ kind: 'delete', path }];
});

/** A patch between `*** Begin Patch` and `*** End Patch`. */
export const appliesPatch = plainly((input) => {
  const patch = textOf(input, ...patchNames);
  return patch === undefined ? missing('a patch') : readAgentPatch(patch);
});

/** A tool whose result its arguments do not tell: it leaves the rest of the file to a model. */
export function leavesOpen(instead: string): ToolReader {
  return () => `What it writes cannot be told from its arguments. Use ${instead} instead.`;
}

/** Commands of the text editor tool that Anthropic's models are trained with. */
export const editsByCommand: ToolReader = (input) => {
  switch (textOf(input, 'command')) {
    case 'view':
      return [];
    case 'create':
      return writesFile(input);
    case 'str_replace':
      return replacesText(input);
    case 'insert':
      return insertsLines(input);
    default:
      return missing('a command that is known');
  }
};

const insertsLines: ToolReader = (input) => {
  const path = textOf(input, ...pathNames);
  const line = own(input, 'insert_line');
  const text = textOf(input, 'new_str', 'insert_text');
  if (path === undefined || text === undefined || typeof line !== 'number' || !Number.isInteger(line) || line < 0)
    return missing('a path, a line and a text');
  return [{ kind: 'insert', path, line, text }];
};

function readReplacement(path: string, input: Fields): readonly ProposedEdit[] | string {
  const old = textOf(input, ...oldNames);
  const text = textOf(input, ...newNames);
  if (text === undefined) return missing('a new text');
  // Tools that create and edit leave the earlier text out, or empty, for a file that is to be made.
  if (old === undefined || old === '') return [{ kind: 'write', path, text }];
  const expected = own(input, 'expected_replacements');
  const isEverywhere =
    everywhereNames.some((name) => own(input, name) === true) || (typeof expected === 'number' && expected > 1);
  return [{ kind: 'replace', path, old, text, isEverywhere }];
}

function missing(what: string): string {
  return `The arguments of the tool have not got ${what}.`;
}
