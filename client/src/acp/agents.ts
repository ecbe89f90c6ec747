import * as l10n from '@vscode/l10n';

/** Agents that speak the Agent Client Protocol. No vscode here: unit tests read it. */
export interface AcpAgent {
  readonly title: string;
  /** Program and arguments. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** What a person should know before it is started; may be empty. */
  readonly note: string;
  /** How it comes to be there. */
  readonly install: string;
  /** How a person signs in; its own program does that. */
  readonly signIn: string;
}

/**
 * Each is started so that it asks: Codex does in one mode alone, opencode where its permissions say so. codex-acp 0.16 takes the
 * arguments and knows no modes; 2.6 takes the mode, and does not start with a policy that Codex has given up.
 * @see https://agentclientprotocol.com; options as of Gemini CLI 0.61, codex-acp 0.16 and 2.6, opencode 1.18
 */
export const acpAgents: readonly AcpAgent[] = [
  {
    title: 'Gemini CLI',
    command: ['gemini', '--acp'],
    environment: {},
    note: l10n.t('Hands its edits over. What its commands write is reviewed on disk.'),
    install: l10n.t('Install it with "{0}".', 'npm install -g @google/gemini-cli'),
    signIn: l10n.t('Run "{0}" in a terminal once and sign in there.', 'gemini'),
  },
  {
    title: 'Codex',
    command: ['codex-acp', '-c', 'approval_policy="untrusted"'],
    environment: { INITIAL_AGENT_MODE: 'read-only' },
    note: l10n.t('Asks before it edits. Its commands can only read, unless it asks you for more.'),
    install: l10n.t('Install it with "{0}".', 'npm install -g @agentclientprotocol/codex-acp'),
    signIn: l10n.t('Run "{0}" in a terminal once and sign in there.', 'codex login'),
  },
  {
    title: 'opencode',
    command: ['opencode', 'acp'],
    environment: { OPENCODE_PERMISSION: JSON.stringify({ edit: 'ask', bash: 'ask' }) },
    note: l10n.t('Is told to ask first. What its commands write is reviewed on disk.'),
    install: l10n.t('Install it with "{0}".', 'npm install -g opencode-ai'),
    signIn: l10n.t('Run "{0}" in a terminal once and sign in there.', 'opencode auth login'),
  },
];

/** What people have in their settings: `{ title, command, environment }`. What is none is left out, and named. */
export function readOwnAgents(value: unknown): { readonly agents: readonly AcpAgent[]; readonly problems: string[] } {
  const agents: AcpAgent[] = [];
  const problems: string[] = [];
  for (const [index, row] of (Array.isArray(value) ? (value as unknown[]) : []).entries()) {
    const { title, command, environment = {} } = (row ?? {}) as Partial<Record<keyof AcpAgent, unknown>>;
    if (typeof title !== 'string' || title === '') problems.push(l10n.t`Agent ${index + 1} has no title.`);
    else if (!isWords(command))
      problems.push(l10n.t`"${title}" has no command: a list of the program and its arguments.`);
    else if (!isEnvironment(environment))
      problems.push(l10n.t`The environment of "${title}" is to give texts by name.`);
    else
      agents.push({
        title,
        command,
        environment,
        note: l10n.t('From your settings. What it does not ask about is reviewed on disk.'),
        install: l10n.t('Check its command in the setting countersign.acpAgents.'),
        signIn: l10n.t('Sign in with its own program in a terminal.'),
      });
  }
  return { agents, problems };
}

/** As a person would type it. */
export function toCommandLine({ command }: Pick<AcpAgent, 'command'>): string {
  return command.map((word) => (/^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word}'`)).join(' ');
}

function isWords(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((word) => typeof word === 'string' && word !== '');
}

function isEnvironment(value: unknown): value is Readonly<Record<string, string>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((each) => typeof each === 'string')
  );
}
