/** The hooks we have something to say in. */
export const hookNames = ['pre-commit', 'pre-push'] as const;
export type HookName = (typeof hookNames)[number];

const begin = '# >>> countersign >>>';
const end = '# <<< countersign <<<';

/**
 * What each runs. `$staged` is a commit of what is staged, on no branch; what was recorded here goes where the push goes. `$pushed`
 * is what git says of a push.
 */
const lines: Readonly<Record<HookName, readonly string[]>> = {
  'pre-commit': [
    `  staged=$(git commit-tree "$(git write-tree)" -p HEAD -m 'what is staged' 2>/dev/null) || exit 0`,
    '  $countersign gate --head "$staged"',
  ],
  'pre-push': [
    '  if [ -f "$(git rev-parse --git-common-dir)/countersign/ledger.jsonl" ]; then',
    '    $countersign publish --remote "${1:-origin}"',
    '  fi',
    '  printf "%s\\n" "$pushed" | $countersign gate --pushed "${1:-origin}"',
  ],
};

/** Commands after ours read the same from git as if ours were not there. */
const around: Readonly<Record<HookName, { readonly before: readonly string[]; readonly after: readonly string[] }>> = {
  'pre-commit': { before: [], after: [] },
  'pre-push': {
    before: ['pushed=$(cat)'],
    after: [
      'if [ -n "$pushed" ]; then',
      '  exec <<COUNTERSIGN_PUSHED',
      '$pushed',
      'COUNTERSIGN_PUSHED',
      'else',
      '  exec </dev/null',
      'fi',
    ],
  },
};

const says: Readonly<Record<HookName, string>> = {
  'pre-commit': 'Says what the gate would say.',
  'pre-push': 'Sends the records of this clone along, and says what the gate would say.',
};

/**
 * Lines of a shell script. They change nothing of what follows and end in success whatever happens: a hook on the author's side
 * can be skipped anyway, so it informs and the server decides.
 */
function blockOf(name: HookName): string {
  return [
    begin,
    `# ${says[name]} It stops nothing: the check on the server decides, this can be skipped.`,
    '# "countersign init --git-hooks --remove" takes these lines out.',
    ...around[name].before,
    '(',
    '  countersign=countersign',
    '  if ! command -v countersign >/dev/null 2>&1; then',
    '    [ -f "$HOME/.countersign/judge" ] && command -v node >/dev/null 2>&1 || exit 0',
    '    countersign="node $(cat "$HOME/.countersign/judge")"',
    '  fi',
    ...lines[name],
    ') </dev/null >&2 || :',
    ...around[name].after,
    end,
    '',
  ].join('\n');
}

/**
 * The text of a hook with our lines in it, before its own: it may end early. Null: it is no shell script. A hook that is not there
 * yet becomes one.
 */
export function putBlock(name: HookName, text: string | null): string | null {
  const bare = text === null || text === '' ? null : takeBlock(text);
  if (bare === null) return `#!/bin/sh\n${blockOf(name)}`;
  if (!isShell(bare)) return null;
  const after = firstLineEnd(bare);
  return `${bare.slice(0, after)}${blockOf(name)}${bare.slice(after)}`;
}

/** The text without our lines; null: nothing but them was in it. */
export function takeBlock(text: string): string | null {
  const from = text.indexOf(begin);
  const to = text.indexOf(`${end}\n`, from);
  if (from < 0 || to < 0) return text;
  const rest = text.slice(0, from) + text.slice(to + end.length + 1);
  return rest.trim() === '' || /^#!\S*sh\s*$/.test(rest) ? null : rest;
}

export function hasBlock(text: string | null): boolean {
  return text?.includes(begin) ?? false;
}

/** `#!/bin/sh`, `#!/usr/bin/env bash`; husky's hooks have no such line at all. */
function isShell(text: string): boolean {
  if (!text.startsWith('#!')) return !text.includes('\0');
  const [first = ''] = text.split('\n', 1);
  return /[\s/](?:ba|da|z|k)?sh(?:\s|$)/.test(first);
}

function firstLineEnd(text: string): number {
  if (!text.startsWith('#!')) return 0;
  const at = text.indexOf('\n');
  return at < 0 ? text.length : at + 1;
}
