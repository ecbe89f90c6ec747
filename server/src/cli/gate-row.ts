import type { Command } from './define.ts';

/** The gate, as the table of commands lists it. */
export const gateRow: Command = {
  name: 'gate',
  title: 'Whether what a branch would bring was answered for; the check that cannot be skipped',
  usage: [
    'gate [--base REV] [--head REV] [--records SRC]...     default: the default branch, with HEAD merged',
    'gate --pushed REMOTE                                  in a pre-push hook, which has the rest on standard input',
    '     exit code 0: open · 1: closed, with what is missing, who must act and how · 2: could not judge',
  ],
  options: {
    base: {
      type: 'string',
      value: 'REV',
      help: 'The branch it is merged into: judged by the policy, roles and keys there',
    },
    head: { type: 'string', value: 'REV', help: 'What would be merged' },
    pushed: {
      type: 'string',
      value: 'REMOTE',
      help: 'What a push there brings, as git tells its hook: branches, and tags with commits that no branch there has',
    },
    records: {
      type: 'string',
      value: 'SRC',
      help: 'Where records are: a ref, a remote, a folder or a file; may be given again',
      isRepeated: true,
    },
    'org-policy': {
      type: 'string',
      value: 'FILE',
      help: "The organisation's policy, which repositories cannot weaken",
    },
    'require-origin': {
      type: 'string',
      value: 'WHOSE',
      help: '"any": every change; "agent": but what a person signed as their own work (no evidence counts as an agent)',
      choices: ['any', 'agent'],
    },
    format: {
      type: 'string',
      value: 'FORMAT',
      help: '"github" prints annotations, "gitlab" a code quality report',
      choices: ['text', 'json', 'github', 'gitlab', 'sarif'],
    },
  },
  positionals: 0,
  load: async () => (await import('./gate.ts')).runGateCommand,
};
