import { defineCommand, type Command } from './define.ts';
import { hookCommand } from './hook-command.ts';

const base = { type: 'string', value: 'REV', help: 'Compare with this revision, and read the policy from it' } as const;

/** Every command. `help` and `--version` are the entry's own. */
export const commands: readonly Command[] = [
  defineCommand({
    name: 'review',
    title: 'What a change requires, touches and decides',
    usage: [
      'review [--base REV] [--head REV | --worktree]     default: where the work left the default branch .. work tree',
      'review --patch FILE [--base REV]                  "-" reads the patch from standard input',
      'review --before DIR --after DIR',
      'review --ndjson                                   one {"id","before":{path:text},"after":{path:text}} a line',
    ],
    options: {
      base,
      head: { type: 'string', value: 'REV', help: 'The later revision' },
      worktree: { type: 'boolean', help: 'The later side is the work tree (the default)' },
      patch: { type: 'string', value: 'FILE', help: 'Review a patch against the work tree, or against --base' },
      before: { type: 'string', value: 'DIR', help: 'The earlier of two directories' },
      after: { type: 'string', value: 'DIR', help: 'The later of two directories' },
      ndjson: { type: 'boolean', help: 'Answer a stream of cases' },
      format: {
        type: 'string',
        value: 'FORMAT',
        help: 'Form of the answer',
        choices: ['text', 'json', 'sarif', 'markdown'],
      },
    },
    positionals: 0,
    load: async () => (await import('./review.ts')).runReview,
  }),
  defineCommand({
    name: 'explain',
    title: 'Facts of a file, with evidence and why',
    usage: ['explain FILE[:LINE] [--format text|json]'],
    options: { format: { type: 'string', value: 'FORMAT', help: 'Form of the answer', choices: ['text', 'json'] } },
    positionals: 1,
    load: async () => (await import('./explain.ts')).runExplain,
  }),
  defineCommand({
    name: 'permissions',
    title: 'What the code and the workflows of a folder need, and what is granted',
    usage: ['permissions [FOLDER] [--format text|iam|github-actions|kubernetes|json]'],
    options: {
      format: {
        type: 'string',
        value: 'FORMAT',
        help: '"iam", "github-actions" and "kubernetes" print the least that suffices, with the lines it comes from',
        choices: ['text', 'iam', 'github-actions', 'kubernetes', 'json'],
      },
    },
    positionals: 1,
    load: async () => (await import('./permissions.ts')).runPermissions,
  }),
  defineCommand({
    name: 'inventory',
    title: 'What runs by itself: who starts it, as whom, with which data, and who answers for it',
    usage: ['inventory [FOLDER…] [--format text|markdown|json|csv|cyclonedx] [--diff REV] [--out FILE]'],
    options: {
      format: {
        type: 'string',
        value: 'FORMAT',
        help: 'Form of the answer; "cyclonedx" is CycloneDX 1.6',
        choices: ['text', 'markdown', 'json', 'csv', 'cyclonedx'],
      },
      diff: { type: 'string', value: 'REV', help: 'What changed since this revision; exit code 1 when something did' },
      fresh: { type: 'boolean', help: 'Read every file, whatever an earlier run has seen' },
      out: { type: 'string', value: 'FILE', help: 'Write there instead of to standard output' },
    },
    positionals: 1_000,
    load: async () => (await import('./inventory.ts')).runInventory,
  }),
  defineCommand({
    name: 'verify',
    title: 'Whether a ledger is whole, and the first record that is not',
    usage: ['verify [LEDGER]'],
    options: {},
    positionals: 1,
    load: async () => (await import('./verify.ts')).runVerify,
  }),
  defineCommand({
    name: 'export',
    title: 'The records of this clone for people and other tools',
    usage: ['export [--format json|markdown] [--ledger FILE] [--out FILE]'],
    options: {
      format: { type: 'string', value: 'FORMAT', help: 'Form of the export', choices: ['json', 'markdown'] },
      ledger: { type: 'string', value: 'FILE', help: 'Another ledger than the one of this clone' },
      out: { type: 'string', value: 'FILE', help: 'Write there instead of to standard output' },
    },
    positionals: 0,
    load: async () => (await import('./export.ts')).runExport,
  }),
  defineCommand({
    name: 'init',
    title: 'Make agents ask before they write',
    usage: ['init [--agent ID,ID] [--user] [--yes | --dry-run | --check]', 'init --remove [--agent ID,ID] [--user]'],
    options: {
      agent: { type: 'string', value: 'ID', help: 'These agents; without, those that are used here' },
      user: {
        type: 'boolean',
        help: 'In your own configuration, for all you work in; without, in that of this repository',
      },
      remove: { type: 'boolean', help: 'Take our hooks out again' },
      yes: { type: 'boolean', help: 'Write without asking' },
      'dry-run': { type: 'boolean', help: 'Only show what would be written' },
      check: { type: 'boolean', help: 'Whether all of it is in place; exit code 1 when it is not' },
    },
    positionals: 0,
    load: async () => (await import('./init.ts')).runInit,
  }),
  defineCommand({
    name: 'acp',
    title: 'Stand between a client of the Agent Client Protocol and an agent',
    usage: ['acp -- COMMAND [ARGUMENT]...     for instance: acp -- gemini --acp'],
    options: {},
    positionals: 100,
    load: async () => (await import('./acp.ts')).runAcp,
  }),
  defineCommand({ ...hookCommand, load: async () => (await import('./hook-alone.ts')).runHook }),
  defineCommand({
    name: 'lsp',
    title: 'The language server, for any editor',
    usage: ['lsp --stdio'],
    options: { stdio: { type: 'boolean', help: 'Speak over standard input and output (the only way there is)' } },
    positionals: 0,
    load: async () => (await import('./lsp.ts')).runLsp,
  }),
];
