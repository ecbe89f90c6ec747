import type { Command, Option } from './define.ts';

export function showHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    'countersign: what an edit may do, touches and decides, before it is accepted',
    '',
    ...commands.map(({ name, title }) => `  ${name.padEnd(width)}  ${title}`),
    `  ${'help'.padEnd(width)}  This, or "help COMMAND"`,
    '',
    'Exit 0: nothing open. 1: obligations open. 2: something could not be judged, or the command was wrong.',
    '',
  ].join('\n');
}

export function showCommandHelp({ title, usage, options }: Command): string {
  const rows = Object.entries(options).map(
    ([name, option]) => [`--${name}${option.value === undefined ? '' : ` ${option.value}`}`, textOf(option)] as const,
  );
  const width = Math.max(0, ...rows.map(([flag]) => flag.length));
  return [
    title,
    '',
    ...usage.map((line) => `  countersign ${line}`),
    ...(rows.length === 0 ? [] : ['', ...rows.map(([flag, text]) => `  ${flag.padEnd(width)}  ${text}`)]),
    '',
  ].join('\n');
}

function textOf({ help, choices }: Option): string {
  return choices === undefined ? help : `${help}: ${choices.join(', ')}`;
}
