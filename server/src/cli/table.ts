import { defineCommand, type Command } from './define.ts';
import { gateRow } from './gate-row.ts';
import { hookCommand } from './hook-command.ts';
import { recordCommands, records } from './record-commands.ts';

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
      'org-policy': {
        type: 'string',
        value: 'FILE',
        help: 'Policy of the organisation, or sha256:… of .countersign/organisation.yaml',
      },
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
    name: 'osv',
    title: 'Known vulnerabilities of the packages that locks hold, asked online when you say so',
    usage: [
      'osv [FOLDER]                     what would be sent, and where; nothing is',
      'osv [FOLDER] --online [--format text|json]',
    ],
    options: {
      online: {
        type: 'boolean',
        help: 'Send names and versions of packages to the OSV database, and show what it knows',
      },
      endpoint: { type: 'string', value: 'URL', help: 'Another server with the same API' },
      format: { type: 'string', value: 'FORMAT', help: 'Form of the answer', choices: ['text', 'json'] },
    },
    positionals: 1,
    load: async () => (await import('./osv.ts')).runOsv,
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
    title: 'Whether ledgers are whole and who signed them; what is wrong, by name',
    usage: ['verify [LEDGER | --records SRC...] [--anchor HEAD...] [--base REV] [--format text|json]'],
    options: {
      records,
      anchor: {
        type: 'string',
        value: 'HEAD',
        help: 'A line "Countersign-Head: …" that was kept elsewhere, or a file that holds it; may be given again',
        isRepeated: true,
      },
      base: { type: 'string', value: 'REV', help: 'Take the keys that may sign from this revision' },
      format: { type: 'string', value: 'FORMAT', help: 'Form of the answer', choices: ['text', 'json'] },
    },
    positionals: 1,
    load: async () => (await import('./verify.ts')).runVerify,
  }),
  defineCommand(gateRow),
  ...recordCommands,
  defineCommand({
    name: 'export',
    title: 'Records for people and other tools, as checked by "verify"; exit code 2 when it finds anything wrong',
    usage: [
      'export [--format FORMAT] [--records SRC... | --ledger FILE] [--base REV] [--out FILE]',
      'export … [--range A..B] [--since DATE] [--until DATE] [--path GLOB] [--reviewer ID] [--rule ID]',
      'export --format in-toto --key FILE                signed envelopes (DSSE)',
      'export --format otlp --endpoint URL               sends them to a collector; nothing else is ever sent',
      'export --format bundle --out FILE.zip|FOLDER      with what checks it without Countersign',
    ],
    options: {
      format: {
        type: 'string',
        value: 'FORMAT',
        help: 'Form of the export',
        choices: [
          'markdown',
          'html',
          'json',
          'ndjson',
          'csv',
          'sarif',
          'in-toto',
          'ocsf',
          'otlp',
          'agent-trace',
          'bundle',
        ],
      },
      range: {
        type: 'string',
        value: 'A..B',
        help: 'Records of these commits, and which of their changes have none, as "audit" says',
      },
      since: { type: 'string', value: 'DATE', help: 'Not before a day (2026-01-31) or a moment, UTC' },
      until: { type: 'string', value: 'DATE', help: 'Not after a day, which still counts, or a moment, UTC' },
      path: {
        type: 'string',
        value: 'GLOB',
        help: 'Records about these paths, and of each only what is about them; ndjson, in-toto and bundle carry signed records whole, and say so',
      },
      reviewer: { type: 'string', value: 'ID', help: 'Decided by this name, e-mail address or key' },
      rule: { type: 'string', value: 'ID', help: 'With findings of this detector or rule' },
      identity: {
        type: 'string',
        value: 'WHAT',
        help: 'Names and addresses, or keys only; the policy may ask for the latter (privacy.identity), and wins',
        choices: ['full', 'key-id'],
      },
      key: { type: 'string', value: 'FILE', help: 'Sign each in-toto statement: a PEM or SSH key' },
      endpoint: { type: 'string', value: 'URL', help: 'Send OpenTelemetry logs there (OTLP over HTTP)' },
      records,
      ledger: { type: 'string', value: 'FILE', help: 'Only this ledger, or the ledgers in this folder' },
      base: { type: 'string', value: 'REV', help: 'Take the keys that may sign from this revision' },
      out: { type: 'string', value: 'FILE', help: 'Write there instead of to standard output' },
    },
    positionals: 0,
    load: async () => (await import('./export.ts')).runExport,
  }),
  defineCommand({
    name: 'init',
    title: 'Make agents ask before they write, and git say what the gate would',
    usage: [
      'init [--agent ID,ID] [--user] [--yes | --dry-run | --check]',
      'init --remove [--agent ID,ID] [--user]',
      'init --git-hooks [--yes | --dry-run | --check | --remove]',
    ],
    options: {
      agent: { type: 'string', value: 'ID', help: 'These agents; without, those that are used here' },
      user: {
        type: 'boolean',
        help: 'In your own configuration, for all you work in; without, in that of this repository',
      },
      'git-hooks': {
        type: 'boolean',
        help: 'In pre-commit and pre-push, beside the hooks that are there (husky, lefthook and pre-commit too); they inform',
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
    options: {
      'carry-out': {
        type: 'boolean',
        help: 'Write what may be written here, and answer for every edit: for a client that leaves edits to the review',
      },
    },
    positionals: 100,
    load: async () => (await import('./acp.ts')).runAcp,
  }),
  defineCommand({
    name: 'mcp',
    title: 'A server of the Model Context Protocol: what waits for review, and edits that ask first',
    usage: ['mcp     tools: review_status, request_review, propose_edit'],
    options: {},
    positionals: 0,
    load: async () => (await import('./mcp.ts')).runMcp,
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
  defineCommand({
    name: 'rules',
    title: 'The policy in force, its tests, its mistakes, and why a rule decided',
    usage: [
      'rules list [--base REV | --worktree]              what is in force, as Markdown',
      'rules test [FILE | FOLDER]                        default: .countersign/tests; by the rules on disk',
      'rules lint                                        rules on disk that never decide, are misspelt or too broad',
      'rules explain FINDING [--base REV] [--head REV]   a fingerprint, or DETECTOR[:PATH[:LINE]]',
    ],
    options: {
      base,
      head: { type: 'string', value: 'REV', help: 'The later revision (explain)' },
      worktree: { type: 'boolean', help: 'The rules as they are on disk, which nothing is judged by yet (list)' },
      'org-policy': {
        type: 'string',
        value: 'FILE',
        help: 'Policy of the organisation, or sha256:… of .countersign/organisation.yaml',
      },
    },
    positionals: 2,
    load: async () => (await import('./rules.ts')).runRules,
  }),
];
