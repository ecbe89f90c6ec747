import { printAsked } from '../../model/obligation.ts';
import { defineGateFormat, type GateReport } from './define.ts';
import { shownFaults } from './shown-faults.ts';

/**
 * Workflow commands: annotations on the lines of a pull request. GitHub shows ten of a kind a step, so what is open goes first.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export const github = defineGateFormat({
  id: 'github',
  write: (report) =>
    commandsOf(report)
      .map((line) => `${line}\n`)
      .join(''),
});

function commandsOf({ verdict, findings, unjudged, sources }: GateReport): readonly string[] {
  const level = verdict.isObserved ? 'notice' : 'error';
  return [
    ...findings.flatMap(({ finding, line, words }) =>
      words === null
        ? []
        : [
            command(level, finding.message, `${words.what}\nWho: ${words.who}\nHow: ${words.how}`, {
              file: finding.path,
              line: String(line + 1),
              title: `Countersign: ${printAsked(finding)}`,
            }),
          ],
    ),
    ...unjudged.flatMap(({ path, message, words }) =>
      words === null
        ? []
        : [
            command(level, message, `${words.what}\nHow: ${words.how}`, {
              file: path,
              title: 'Countersign: not judged',
            }),
          ],
    ),
    ...verdict.failures.map(({ path, message }) =>
      command('error', message, '', { ...(path === '' ? {} : { file: path }), title: 'Countersign: could not judge' }),
    ),
    ...verdict.problems.map(({ severity, message, path, fix }) =>
      command(severity, message, fix, { ...(path === undefined ? {} : { file: path }), title: 'Countersign' }),
    ),
    ...shownFaults(sources).map(({ title, fault }) =>
      command('warning', `${title}: ${fault}`, '', { title: 'Countersign: records' }),
    ),
  ];
}

/**
 * Text that the runner prints and does not obey: names of files can begin like a command.
 * @param token of which no text knows beforehand
 */
export function asPlainLog(text: string, token: string): string {
  return `::stop-commands::${token}\n${text}${text.endsWith('\n') ? '' : '\n'}::${token}::\n`;
}

function command(
  level: 'error' | 'warning' | 'notice',
  message: string,
  more: string,
  properties: Readonly<Record<string, string>>,
): string {
  const named = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(value)}`);
  return `::${level} ${named.join(',')}::${escapeData(more === '' ? message : `${message}\n${more}`)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
