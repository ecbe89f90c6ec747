import { parseArgs } from 'node:util';
import { UsageError, type Command, type Option, type Values } from './define.ts';
import { suggest } from './suggest.ts';

export interface Parsed {
  readonly values: Values;
  readonly positionals: readonly string[];
}

const common: Readonly<Record<string, Option>> = { help: { type: 'boolean', short: 'h', help: 'Show this' } };

/** @throws UsageError */
export function parseArguments(command: Omit<Command, 'load'>, words: readonly string[]): Parsed {
  const options = { ...common, ...command.options };
  const parsed = parseStrictly(command, words, options);
  for (const [name, { choices, value }] of Object.entries(command.options)) {
    const given = parsed.values[name];
    if (typeof given !== 'string') continue;
    if (given === '')
      throw new UsageError(
        `--${name} was given an empty value.`,
        'It would be taken for something else.',
        `Give a ${value ?? 'value'}.`,
      );
    if (choices !== undefined && !choices.includes(given)) throw badChoice(name, given, choices);
  }
  const extra = parsed.positionals[command.positionals];
  if (extra !== undefined) {
    throw new UsageError(
      `"${extra}" is one word too many.`,
      `"${command.name}" would not look at it.`,
      usageFix(command),
    );
  }
  return parsed;
}

function parseStrictly(
  command: Omit<Command, 'load'>,
  words: readonly string[],
  options: Readonly<Record<string, Option>>,
): Parsed {
  try {
    const parsed = parseArgs({
      args: [...words],
      options: toParseOptions(options),
      allowPositionals: true,
      strict: true,
    });
    const values = Object.entries(parsed.values).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join('\n') : value,
    ]);
    return { values: Object.fromEntries(values) as Values, positionals: parsed.positionals };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const given = /'(--?[^' ]+)/.exec(error.message)?.[1] ?? '';
    if (!error.message.startsWith('Unknown option')) {
      throw new UsageError(
        `${given} was not given as it must be.`,
        error.message.split('. ')[0] ?? '',
        usageFix(command),
      );
    }
    const meant = suggest(given.replace(/^-+/, ''), Object.keys(options));
    const isName = meant === null && command.positionals > 0 && !given.startsWith('--');
    const otherwise = isName ? 'Write "./" before a name that starts with "-".' : usageFix(command);
    const fix = meant === null ? otherwise : `Did you mean "--${meant}"?`;
    throw new UsageError(
      `"${command.name}" has no option "${given}".`,
      'An option that is not understood is never skipped.',
      fix,
    );
  }
}

function toParseOptions(
  options: Readonly<Record<string, Option>>,
): Record<string, { type: 'string' | 'boolean'; short?: string; multiple?: boolean }> {
  return Object.fromEntries(
    Object.entries(options).map(([name, { type, short, isRepeated = false }]) => [
      name,
      { type, ...(short === undefined ? {} : { short }), ...(isRepeated ? { multiple: true } : {}) },
    ]),
  );
}

function badChoice(name: string, given: string, choices: readonly string[]): UsageError {
  const meant = suggest(given, choices);
  const fix = meant === null ? `Use one of ${choices.join(', ')}.` : `Did you mean "${meant}"?`;
  return new UsageError(`--${name} has no choice "${given}".`, 'There is no such form.', fix);
}

function usageFix(command: Omit<Command, 'load'>): string {
  return `Run "countersign help ${command.name}".`;
}
