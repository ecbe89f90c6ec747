import { hookNames, type HookName } from './hook-block.ts';
import { indentBy, insertAt, readYamlFile, startOf } from './yaml-insert.ts';

/** A program that runs hooks from a file of its own. One row each. */
export interface HookManager {
  readonly title: string;
  /** Below the top of the work tree; the first that is there. */
  readonly files: readonly string[];
  /** The text with our entries. Null: it cannot be added to as it is written. */
  readonly put: (text: string) => string | null;
  readonly take: (text: string) => string;
  /** What has to be in the file by hand where it cannot be added to. */
  readonly byHand: string;
  readonly notes: readonly string[];
}

const mark = '# countersign: informs, the check on the server decides';
const staged = `countersign gate --head "$(git commit-tree "$(git write-tree)" -p HEAD -m staged)" || true`;

const lefthook: HookManager = {
  title: 'lefthook',
  files: ['lefthook.yml', '.lefthook.yml', 'lefthook.yaml', '.lefthook.yaml'],
  put: (text) => hookNames.reduce<string | null>((now, name) => (now === null ? null : putLefthook(now, name)), text),
  take: takeMarked,
  byHand: 'pre-push: commands: countersign: run: countersign gate || true',
  notes: ['Run "lefthook install" once in each clone.'],
};

/** What git says of a push comes in on the standard input; `{1}` is where it goes. */
const lefthookEntries: Readonly<Record<HookName, readonly string[]>> = {
  'pre-commit': [`run: ${staged}`],
  'pre-push': ['use_stdin: true', 'run: countersign publish </dev/null; countersign gate --pushed {1} || true'],
};

function putLefthook(text: string, name: HookName): string | null {
  const parsed = readYamlFile(text);
  if (parsed === null) return null;
  const entry = [`countersign: ${mark}`, ...lefthookEntries[name].map((line) => `  ${line}`)];
  const inCommands = startOf(parsed, [name, 'commands'], text);
  if (inCommands !== null) return insertAt(text, inCommands, entry);
  const inHook = startOf(parsed, [name], text);
  const nested = [`commands: ${mark}`, ...entry.map((line) => `  ${line}`)];
  if (inHook !== null) return parsed.hasIn([name, 'commands']) ? null : insertAt(text, inHook, nested);
  if (parsed.has(name)) return null;
  return `${withFinalNewline(text)}${indentBy([`${name}: ${mark}`, ...nested.map((line) => `  ${line}`)], 0)}`;
}

const preCommit: HookManager = {
  title: 'pre-commit',
  files: ['.pre-commit-config.yaml', '.pre-commit-config.yml'],
  put: (text) => {
    const parsed = readYamlFile(text);
    const at = parsed === null ? null : startOf(parsed, ['repos'], text);
    return at === null ? null : insertAt(text, at, localRepository);
  },
  take: takeMarked,
  byHand: 'repos: - repo: local, with the hooks that "countersign init --git-hooks" names in its documentation',
  notes: ['Run "pre-commit install --hook-type pre-commit --hook-type pre-push" once in each clone.'],
};

/** The framework asks once a ref, and says which commit it is. */
const entries: Readonly<Record<HookName, string>> = {
  'pre-commit': staged,
  'pre-push': 'countersign publish; countersign gate --head "${PRE_COMMIT_TO_REF:-HEAD}" || true',
};

const localRepository = [
  `- repo: local ${mark}`,
  '  hooks:',
  ...hookNames.flatMap((name) => [
    `    - id: countersign-${name}`,
    `      name: countersign (${name})`,
    `      entry: sh -c '${entries[name]}'`,
    '      language: system',
    '      pass_filenames: false',
    '      always_run: true',
    '      verbose: true',
    `      stages: [${name}]`,
  ]),
];

export const hookManagers: readonly HookManager[] = [lefthook, preCommit];

/** Each marked line and what is indented deeper below it. */
function takeMarked(text: string): string {
  const lines = text.split('\n');
  const kept: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (!line.includes(mark)) {
      kept.push(line);
      continue;
    }
    const indent = indentOf(line);
    while (at + 1 < lines.length && lines[at + 1] !== '' && indentOf(lines[at + 1] ?? '') > indent) at += 1;
  }
  return kept.join('\n');
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function withFinalNewline(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
