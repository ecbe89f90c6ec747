import { defineCommand, type Command, type Option } from './define.ts';

export const records: Option = {
  type: 'string',
  value: 'SRC',
  help: 'Records of a ref, a remote, a commit or a folder; may be given again. Without: what is in this clone',
  isRepeated: true,
};

const base: Option = { type: 'string', value: 'REV', help: 'Take policy, roles and keys from this revision' };
const key: Option = {
  type: 'string',
  value: 'FILE',
  help: 'Another key than git signs commits with; "key::ssh-…" is one of the agent',
};
const format: Option = { type: 'string', value: 'FORMAT', help: 'Form of the answer', choices: ['text', 'json'] };

/** What is done with records, as the table of commands lists it. */
export const recordCommands: readonly Command[] = [
  defineCommand({
    name: 'seal',
    title: 'Sign what was decided, with your SSH key',
    usage: ['seal [--key FILE]', 'seal --check     exit code 1 while records are not sealed'],
    options: { key, check: { type: 'boolean', help: 'Sign nothing' } },
    positionals: 0,
    load: async () => (await import('./seal.ts')).runSeal,
  }),
  defineCommand({
    name: 'publish',
    title: "Send this clone's records, and ask others for an approval",
    usage: [
      'publish [--remote REMOTE | --local] [--seal] [--request CHANGESET [--with-contents]]',
      'publish --in-branch     files to commit with the change, where no refs can be pushed',
    ],
    options: {
      remote: { type: 'string', value: 'REMOTE', help: 'Send there; default: origin, or the only remote' },
      local: { type: 'boolean', help: 'Only write the refs of this clone' },
      seal: { type: 'boolean', help: 'Sign first what is not signed yet' },
      request: { type: 'string', value: 'CHANGESET', help: 'Ask others to look at this change set (or its beginning)' },
      'with-contents': { type: 'boolean', help: 'Send the contents of its files along, for who lacks the branch' },
      'in-branch': { type: 'boolean', help: 'Write .countersign/records/ in the work tree instead' },
    },
    positionals: 0,
    load: async () => (await import('./publish.ts')).runPublish,
  }),
  defineCommand({
    name: 'fetch',
    title: 'Take over the records and requests that others published',
    usage: ['fetch [REMOTE]'],
    options: {},
    positionals: 1,
    load: async () => (await import('./fetch.ts')).runFetch,
  }),
  defineCommand({
    name: 'open',
    title: 'What somebody else decided and explained; without an id, what waits for an approval',
    usage: ['open [ID] [--records SRC...] [--base REV]'],
    options: { records, base },
    positionals: 1,
    load: async () => (await import('./open.ts')).runOpen,
  }),
  defineCommand({
    name: 'decide',
    title: 'Approve or reject what somebody else decided, or answer for commits, signed; needs a terminal',
    usage: [
      'decide ID (--approve | --reject) [--words TEXT] [--key FILE] [--records SRC...] [--base REV]',
      'decide A..B [--answer ANSWER...] [--key FILE]     what the commits ask, finding by finding; "C^!" is one commit',
      'decide A..B --approve                             what others explained of these commits',
    ],
    options: {
      answer: {
        type: 'string',
        value: 'ANSWER',
        help: '"FINGERPRINT acknowledge" or "FINGERPRINT REASON WORDS"; again for each finding; about others nothing is asked',
        isRepeated: true,
      },
      approve: { type: 'boolean', help: 'Sign under the explanation of each finding that waits for a role of yours' },
      reject: { type: 'boolean', help: 'Say no to all of it, with a reason' },
      words: { type: 'string', value: 'TEXT', help: 'What you say to it' },
      key,
      records,
      base,
    },
    positionals: 1,
    load: async () => (await import('./decide.ts')).runDecide,
  }),
  defineCommand({
    name: 'bind',
    title: 'Tie records to the commits that hold what was decided, after a commit or a rebase',
    usage: ['bind [A..B] [--records SRC...]     default: what this branch adds to the default branch'],
    options: { records, base },
    positionals: 1,
    load: async () => (await import('./bind.ts')).runBind,
  }),
  defineCommand({
    name: 'audit',
    title: 'Commits and lines of a range that no record accounts for',
    usage: ['audit [A..B] [--records SRC...] [--format text|json]'],
    options: { records, base, format },
    positionals: 1,
    load: async () => (await import('./audit.ts')).runAudit,
  }),
  defineCommand({
    name: 'bypass',
    title: 'Let something pass without an answer, for a time and a reason, signed; needs a terminal',
    usage: ['bypass --reason TEXT --until TIME [--path GLOB...] [--finding FINGERPRINT...] [--key FILE]'],
    options: {
      reason: { type: 'string', value: 'TEXT', help: 'Why it cannot wait' },
      until: { type: 'string', value: 'TIME', help: '"4h", "2d", a day, or ISO 8601; at most 30 days' },
      path: { type: 'string', value: 'GLOB', help: 'Only these files; may be given again', isRepeated: true },
      finding: {
        type: 'string',
        value: 'FINGERPRINT',
        help: 'Only these findings; may be given again',
        isRepeated: true,
      },
      key,
    },
    positionals: 0,
    load: async () => (await import('./bypass.ts')).runBypass,
  }),
  defineCommand({
    name: 'stats',
    title: 'Stops, holds, time and false alarms by rule, from records',
    usage: ['stats [--since DATE] [--records SRC...] [--format text|json]'],
    options: { since: { type: 'string', value: 'DATE', help: 'Only records from then on' }, records, base, format },
    positionals: 0,
    load: async () => (await import('./stats.ts')).runStats,
  }),
];
