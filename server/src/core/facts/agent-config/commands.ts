import { below, byFirstKey, textsAt, type Leaf } from './document.ts';
import type { Setting } from './setting.ts';

const HOOK_KEYS = new Set([
  'command',
  'bash',
  'powershell',
  'type',
  'matcher',
  'timeout',
  'timeoutSec',
  'name',
  'description',
  'statusMessage',
  'sequential',
  'windows',
  'linux',
  'osx',
  'prompt',
  'url',
  'async',
  'once',
  'failClosed',
]);

/** What is run instead on one platform. */
const PLATFORM = /^(?:windows|linux|osx|command_?[wW]indows)$/;
/** Whether, how and how long an agent waits for it; without what holds where nothing is said. */
const TERMS = /^(?:type(?!=command$)|async(?!=false$)|once(?!=false$)|failClosed(?!=false$)|timeout(?:Sec)?)=/;
/** Events whose hooks hold something up. Of others a limit of time is nobody's concern. */
const HOLDS_UP = /^(?:pre|before|permission|user|subagentStart)/i;

/** Hooks of all agents: an event, perhaps a matcher, and below it at whatever depth what is run. */
export function* hooksIn(leaves: readonly Leaf[]): Generator<Setting> {
  for (const [event, given] of byFirstKey(below(leaves, ['hooks']))) {
    for (const leaf of given) {
      const key = leaf.keys[leaf.keys.length - 1] ?? '';
      const isRun =
        /^(?:command|bash|powershell|prompt|url)$/.test(key) ||
        (PLATFORM.test(key) && leaf.keys.length > 1) ||
        (leaf.keys.length <= 1 && !/^[[{]/.test(leaf.value) && /\s|\//.test(leaf.value));
      if (!isRun || leaf.value === '') continue;
      const prefix = leaf.keys.slice(0, -1);
      const matcher = matcherAbove(given, prefix);
      const covers = given.filter(
        ({ keys }) => HOOK_KEYS.has(keys[keys.length - 1] ?? '') && (isBelow(keys, prefix) || keys.length <= 2),
      );
      const on = PLATFORM.test(key) ? `${event} on ${key.replace(/^command_?/, '').toLowerCase()}` : event;
      yield {
        kind: 'agent.config',
        action: 'run-hook',
        slot: matcher === '' ? on : `${on} of ${matcher}`,
        value: leaf.value,
        more: termsOf(event, given, prefix),
        node: leaf.node,
        covers: [leaf, ...covers],
        why: 'The agent runs it by itself, with the rights of whoever runs the agent.',
      };
    }
  }
}

/** Beside the command, in whatever order they are written. */
function termsOf(event: string, given: readonly Leaf[], prefix: readonly string[]): string {
  return given
    .filter(({ keys }) => keys.length === prefix.length + 1 && isBelow(keys, prefix))
    .map(({ keys, value }) => `${keys[prefix.length]!}=${value}`)
    .filter((term) => TERMS.test(term) && (HOLDS_UP.test(event) || !term.startsWith('timeout')))
    .toSorted()
    .join(' ');
}

function matcherAbove(given: readonly Leaf[], prefix: readonly string[]): string {
  for (let length = prefix.length; length >= 1; length -= 1) {
    const found = given.find(
      ({ keys }) => keys.length === length + 1 && keys[length] === 'matcher' && isBelow(keys, prefix.slice(0, length)),
    );
    if (found !== undefined) return found.value;
  }
  return '';
}

function isBelow(keys: readonly string[], prefix: readonly string[]): boolean {
  return keys.length > prefix.length && prefix.every((key, at) => keys[at] === key);
}

/** Settings that are commands themselves. `*` is one key. */
const COMMANDS: readonly (readonly [string, RegExp, string])[] = [
  ['apiKeyHelper', /(?:^|\/)\.claude\//, 'for each key'],
  ['awsAuthRefresh', /(?:^|\/)\.claude\//, 'when it signs in'],
  ['awsCredentialExport', /(?:^|\/)\.claude\//, 'when it signs in'],
  ['otelHeadersHelper', /(?:^|\/)\.claude\//, 'for its telemetry'],
  ['statusLine.command', /(?:^|\/)\.claude\//, 'for its status line'],
  ['fileSuggestion.command', /(?:^|\/)\.claude\//, 'for suggestions'],
  ['notify', /(?:^|\/)\.codex\//, 'when a turn ends'],
  ['tools.discoveryCommand', /(?:^|\/)\.gemini\//, 'to find its tools'],
  ['tools.callCommand', /(?:^|\/)\.gemini\//, 'to call its tools'],
  ['toolDiscoveryCommand', /(?:^|\/)\.gemini\//, 'to find its tools'],
  ['toolCallCommand', /(?:^|\/)\.gemini\//, 'to call its tools'],
  ['initializeCommand', /devcontainer\.json$/, 'on the host, before the container is made'],
  ['onCreateCommand', /devcontainer\.json$/, 'when the container is made'],
  ['updateContentCommand', /devcontainer\.json$/, 'when the container is made'],
  ['postCreateCommand', /devcontainer\.json$/, 'when the container is made'],
  ['postStartCommand', /devcontainer\.json$/, 'whenever the container starts'],
  ['postAttachCommand', /devcontainer\.json$/, 'whenever an editor attaches'],
  ['lint-cmd', /\.aider\.conf\.ya?ml$/, 'after each edit'],
  ['test-cmd', /\.aider\.conf\.ya?ml$/, 'after each edit'],
  ['notifications-command', /\.aider\.conf\.ya?ml$/, 'when it waits'],
  ['then.command', /\.kiro\.hook$/, 'when the hook is set off'],
  ['install', /(?:^|\/)\.cursor\/environment\.json$/, 'when the environment is made'],
  ['start', /(?:^|\/)\.cursor\/environment\.json$/, 'whenever the environment starts'],
];

export function* commandsIn(path: string, leaves: readonly Leaf[]): Generator<Setting> {
  for (const [setting, files, when] of COMMANDS) {
    if (!files.test(path)) continue;
    const keys = setting.split('.');
    const own = leaves.filter((leaf) => keys.every((key, at) => leaf.keys[at] === key));
    const first = own[0];
    const words = own.map(({ value }) => value).filter((value) => !/^(?:\[\]|\{\}|)$/.test(value));
    if (first === undefined || words.length === 0) continue;
    yield {
      kind: 'agent.config',
      action: 'run',
      slot: `${setting}, ${when}`,
      value: words.join(' '),
      node: first.node,
      covers: own,
      why: `${setting} is run ${when}.`,
    };
  }
  if (/(?:^|\/)\.vscode\/tasks\.json$|\.code-workspace$/.test(path)) yield* tasksOnOpen(leaves);
  if (/(?:^|\/)\.(?:gemini|qwen)\/commands\//.test(path)) yield* inPrompts(leaves);
}

/** `!{git diff}` in the prompt of a command. @see https://geminicli.com/docs/cli/custom-commands (2026-11) */
function* inPrompts(leaves: readonly Leaf[]): Generator<Setting> {
  for (const leaf of leaves.filter(({ keys }) => keys[0] === 'prompt'))
    for (const match of [...leaf.value.matchAll(/!\{([^{}]{1,400})\}/g)].slice(0, 50))
      yield {
        kind: 'agent.config',
        action: 'run',
        slot: 'a command of the text',
        value: match[1]!,
        node: leaf.node,
        covers: [],
        why: 'It is run when the text is given to the agent.',
      };
}

/** @see https://code.visualstudio.com/docs/editor/tasks (1.106) */
function* tasksOnOpen(leaves: readonly Leaf[]): Generator<Setting> {
  for (const tasks of [below(leaves, ['tasks']), below(leaves, ['tasks', 'tasks'])])
    for (const given of byFirstKey(tasks).values()) {
      const on = given.find(({ keys }) => keys.join('.') === 'runOptions.runOn');
      if (on?.value !== 'folderOpen') continue;
      const command = [...textsAt(given, 'command'), ...textsAt(given, 'script'), ...textsAt(given, 'args')].join(' ');
      yield {
        kind: 'agent.autonomy',
        action: 'background-run',
        slot: textsAt(given, 'label')[0] ?? textsAt(given, 'taskName')[0] ?? 'a task',
        value: command,
        node: on.node,
        covers: [on],
        why: 'The editor runs the task when the folder is opened.',
      };
    }
}

const ROUTES =
  /^(?:ANTHROPIC_(?:BASE_URL|BEDROCK_BASE_URL|VERTEX_BASE_URL)|OPENAI_(?:BASE_URL|API_BASE)|AZURE_OPENAI_ENDPOINT|GOOGLE_GEMINI_BASE_URL|GEMINI_BASE_URL|HTTPS?_PROXY|ALL_PROXY|https?_proxy|NODE_OPTIONS|NODE_EXTRA_CA_CERTS|NODE_TLS_REJECT_UNAUTHORIZED|LD_PRELOAD|BASH_ENV|PYTHONSTARTUP)$/;
const ROUTE_KEYS =
  /^(?:model_providers\.[^.]+\.base_url|openai_base_url|chatgpt_base_url|provider\.[^.]+\.options\.baseURL|models\.\d+\.apiBase|(?:providers?|models?)\.[^.]+\.(?:base_?[uU]rl|api_?[bB]ase|api_base)|openai-api-base|github\.copilot\.advanced\.debug\.(?:overrideProxyUrl|overrideCapiUrl|overrideEngine)|http\.proxy|countersign\.(?:organisationPolicy|ignore(?:\.\d+)?))$/;

/** Where prompts and answers go, and what is loaded into the agent's own process. */
export function* routesIn(leaves: readonly Leaf[]): Generator<Setting> {
  for (const leaf of leaves) {
    const name = leaf.keys[leaf.keys.length - 1] ?? '';
    const isEnvironment =
      leaf.keys.length >= 2 &&
      /^(?:env|containerEnv|remoteEnv|set|terminal\.integrated\.env\.\w+)$/.test(leaf.keys[leaf.keys.length - 2]!);
    if (leaf.keys.includes('mcpServers') || leaf.keys.includes('servers')) continue;
    if (!(isEnvironment && ROUTES.test(name)) && !ROUTE_KEYS.test(leaf.keys.join('.'))) continue;
    yield {
      kind: 'agent.config',
      action: 'route',
      slot: isEnvironment ? name : leaf.keys.join('.'),
      value: leaf.value,
      node: leaf.node,
      covers: [leaf],
      why: 'Whoever answers there reads what the agent reads, and decides what it is told.',
    };
  }
}
