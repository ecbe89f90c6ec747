import { processCalls, type ProcessCall } from '../apis/process-calls.ts';
import { defineExtractor, type Reading } from '../define.ts';
import { argumentAt, textOfValue, unknown, type Argument, type Value } from '../value.ts';

/** Programs that code starts. `exec` of a regular expression or of an editor command is none: the callee is resolved. */
export const processes = defineExtractor({
  id: 'process',
  kinds: ['permission.process'],
  languages: 'code',
  *extract(reading) {
    for (const kind of ['call', 'new'] as const) {
      for (const call of reading.unit.ofKind(kind)) {
        const path = reading.resolver.calleeOf(call);
        const row = path === null ? undefined : processCalls.get(path);
        if (path === null || row === undefined) continue;
        const args = reading.resolver.argumentsOf(call);
        const command = commandOf(reading, args, row);
        const text = textOfValue(command);
        const shell = usesShell(reading, args, row);
        yield {
          kind: 'permission.process',
          action: 'exec',
          resource: { kind: 'command', value: command },
          node: call,
          evidence: [{ node: call, role: 'call' }],
          tier: 'resolved',
          why: [
            `\`${path}\` runs ${text === null ? 'a program known only at run time' : `\`${text.slice(0, 80)}\``}${shell ? ' through a shell' : ''}.`,
          ],
          // Nothing can be put into a text that is written out whole.
          ...(shell
            ? { qualifiers: { shell: 'true', ...(isFixed(command, args, row) ? { command: 'fixed' } : {}) } }
            : {}),
        };
      }
    }
  },
});

/** What a description of a program says it is: `new ProcessStartInfo("git")`, `new ProcessStartInfo { FileName = "git" }`. */
const DESCRIBES = /ProcessStartInfo$/;

function commandOf({ resolver }: Reading, args: readonly Argument[], row: ProcessCall): Value {
  const given = argumentAt(args, row.command[0], row.command[1])?.value() ?? unknown;
  if (given.kind === 'call' && DESCRIBES.test(given.of)) {
    const first = given.args[0]?.value() ?? unknown;
    return first.kind === 'object' ? resolver.memberOf(first, 'FileName', first.node) : first;
  }
  return given.kind === 'list' ? (given.items[0] ?? unknown) : given;
}

/** Everything the shell is given is written out. */
function isFixed(command: Value, args: readonly Argument[], row: ProcessCall): boolean {
  if (row.shell !== 'named') return command.kind === 'text';
  return args.slice(row.command[0]).every((arg) => {
    const value = arg.value();
    return value.kind === 'list' ? value.items.every(({ kind }) => kind === 'text') : value.kind === 'text';
  });
}

/** `new ProcessBuilder("sh", "-c", line)`, and the same in a list or in one text. */
function isShell(args: readonly Argument[]): boolean {
  const values = args.flatMap((arg): readonly Value[] => {
    const value = arg.value();
    return value.kind === 'list' ? value.items : [value];
  });
  const [program = '', option = ''] = values.flatMap((value) => (textOfValue(value) ?? '*').split(/\s+/));
  return /(^|[/\\])((ba|z|da|k)?sh|cmd(\.exe)?|pwsh|powershell(\.exe)?)$/i.test(program) && /^[-/]\w*c/i.test(option);
}

/** The text of the command goes through a shell. */
export function usesShell({ resolver }: Reading, args: readonly Argument[], row: ProcessCall): boolean {
  if (row.shell === 'named') return isShell(args.slice(row.command[0]));
  if (row.shell === 'alone')
    return args.filter((arg) => arg.name === null && arg.node?.kind !== 'function').length === 1;
  if (row.shell !== 'option') return row.shell === 'always';
  for (const arg of args) {
    const value = arg.value();
    if (arg.name === 'shell' && value.kind === 'boolean') return value.value;
    if (arg.name === null && value.kind === 'object') {
      const option = resolver.memberOf(value, 'shell', value.node);
      if ((option.kind === 'boolean' && option.value) || option.kind === 'text') return true;
    }
  }
  return false;
}
