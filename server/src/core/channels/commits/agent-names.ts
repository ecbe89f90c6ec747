/** Addresses that agents write into commits, in lower case. A name alone is not enough: people are called Claude, too. */
const byAddress: ReadonlyMap<string, string> = new Map([
  ['noreply@anthropic.com', 'claude-code'],
  ['cursoragent@cursor.com', 'cursor'],
  ['noreply@openai.com', 'codex'],
  ['codex@openai.com', 'codex'],
  ['aider@aider.chat', 'aider'],
  ['noreply@aider.chat', 'aider'],
  ['noreply@opencode.ai', 'opencode'],
  ['amp@ampcode.com', 'amp'],
]);

/** Accounts of GitHub, as in `198982749+Copilot@users.noreply.github.com`, or `copilot-swe-agent[bot]`. */
const byLogin: ReadonlyMap<string, string> = new Map([
  ['copilot', 'copilot'],
  ['copilot-swe-agent', 'copilot'],
  ['gemini-cli', 'gemini-cli'],
  ['gemini-code-assist', 'gemini-code-assist'],
  ['google-labs-jules', 'jules'],
  ['devin-ai-integration', 'devin'],
  ['cursor', 'cursor'],
  ['claude', 'claude-code'],
  ['openai-codex', 'codex'],
  ['chatgpt-codex-connector', 'codex'],
]);

/** As they are called where only tools are named. */
const byName: ReadonlyMap<string, string> = new Map([
  ['claude', 'claude-code'],
  ['claude code', 'claude-code'],
  ['claude-code', 'claude-code'],
  ['codex', 'codex'],
  ['openai codex', 'codex'],
  ['cursor', 'cursor'],
  ['gemini', 'gemini-cli'],
  ['gemini cli', 'gemini-cli'],
  ['gemini-cli', 'gemini-cli'],
  ['copilot', 'copilot'],
  ['github copilot', 'copilot'],
  ['github-copilot', 'copilot'],
  ['opencode', 'opencode'],
  ['cline', 'cline'],
  ['aider', 'aider'],
]);

export interface Person {
  readonly name: string;
  readonly address: string;
}

/** `Name <address>`. Null: it has another form. */
export function readPerson(text: string): Person | null {
  const start = text.lastIndexOf('<');
  const end = text.indexOf('>', start);
  if (start < 0 || end < 0) return null;
  return {
    name: text.slice(0, start).trim(),
    address: text
      .slice(start + 1, end)
      .trim()
      .toLowerCase(),
  };
}

/** Null: it is nobody we know for an agent. */
export function agentOfPerson({ name, address }: Person): string | null {
  const known = byAddress.get(address.toLowerCase());
  if (known !== undefined) return known;
  const [account = '', host = ''] = address.toLowerCase().split('@');
  if (host === 'users.noreply.github.com') {
    const numbered = /^\d{1,20}\+(.{1,60})$/u.exec(account)?.[1];
    // A bare account could be anybody's who chose the name; bots and Copilot have a number.
    if (numbered !== undefined) return byLogin.get(withoutBot(numbered)) ?? null;
  }
  return name.endsWith('[bot]') ? (byLogin.get(withoutBot(name.toLowerCase())) ?? null) : null;
}

function withoutBot(login: string): string {
  return login.endsWith('[bot]') ? login.slice(0, -'[bot]'.length) : login;
}

/** Where a tool is named, and nobody else can be: as it stands there, when we do not know it. */
export function agentOfName(name: string): string {
  return byName.get(name.trim().toLowerCase()) ?? name.trim();
}
