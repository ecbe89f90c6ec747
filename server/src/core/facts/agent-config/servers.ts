import { below, byFirstKey, textsAt, type Leaf } from './document.ts';
import type { Setting } from './setting.ts';

/** Keys under which agents look for servers of the Model Context Protocol. Sources: their documentation, 2026-11. */
const PLACES: readonly (readonly [readonly string[], RegExp])[] = [
  [['mcpServers'], /./],
  [['servers'], /(?:^|\/)mcp\.json$/],
  [['mcp', 'servers'], /(?:^|\/)(?:settings|devcontainer)\.json$|\.code-workspace$/],
  [['settings', 'mcp', 'servers'], /\.code-workspace$/],
  [['customizations', 'vscode', 'mcp', 'servers'], /devcontainer\.json$/],
  [['mcp_servers'], /(?:^|\/)\.codex\/.*\.toml$|(?:^|\/)config\.toml$/],
  [['mcp'], /opencode\.jsonc?$/],
  [['context_servers'], /(?:^|\/)settings\.json$/],
  [['amp.mcpServers'], /(?:^|\/)settings\.json$/],
];

const CONNECTION = new Set([
  'command',
  'args',
  'url',
  'serverUrl',
  'httpUrl',
  'type',
  'transport',
  'env',
  'environment',
  'headers',
  'http_headers',
  'cwd',
  'envFile',
  'enabled',
  'disabled',
  'env_vars',
  'bearer_token_env_var',
]);

export function* serversIn(path: string, leaves: readonly Leaf[]): Generator<Setting> {
  for (const [prefix, files] of PLACES) {
    if (!files.test(path)) continue;
    for (const [name, given] of byFirstKey(below(leaves, prefix))) {
      const inner = [...given, ...below(given, ['transport'])];
      const words = [...textsAt(inner, 'command'), ...textsAt(inner, 'args')];
      const url = ['url', 'serverUrl', 'httpUrl'].flatMap((key) => textsAt(inner, key))[0];
      const value = url ?? words.join(' ');
      const isOff = textsAt(given, 'disabled')[0] === 'true' || textsAt(given, 'enabled')[0] === 'false';
      const first = given[0];
      if (value === '' || first === undefined) continue;
      const covers = given.filter(({ keys }) => CONNECTION.has(keys[0] ?? ''));
      const node = entryAround(first.node, given[0]!.keys.length);
      const more = given
        .filter(({ keys }) => /^(?:env|environment|headers|http_headers|cwd|envFile)$/.test(keys[0] ?? ''))
        .map(({ keys, value: each }) => `${keys.join('.')}=${each}`)
        .toSorted()
        .join('\n');
      if (!isOff)
        yield {
          kind: 'agent.config',
          action: url === undefined ? 'start-server' : 'connect-server',
          slot: name,
          value,
          more,
          node,
          covers,
          why:
            url === undefined
              ? 'The agent starts it, with the rights of whoever runs the agent.'
              : 'The agent sends it what its tools are called with.',
        };
      yield* approved(name, given);
    }
  }
}

/** Tools of a server that are called without a question. */
function* approved(name: string, given: readonly Leaf[]): Generator<Setting> {
  const site = (slot: string, leaf: Leaf): Setting => ({
    kind: 'agent.autonomy',
    action: 'rule',
    slot,
    value: 'allow',
    reach: slot.endsWith('*') ? 'wide' : 'narrow',
    node: leaf.node,
    covers: [leaf],
    why: 'Its tools are called without a question.',
  });
  for (const leaf of given) {
    const [key = '', item] = leaf.keys;
    if (key === 'trust' && leaf.value === 'true') yield site(`${name}: *`, leaf);
    else if (/^(?:alwaysAllow|autoApprove|autoApproveTools)$/.test(key) && item !== undefined && leaf.value !== '[]')
      yield site(`${name}: ${leaf.value}`, leaf);
  }
}

/** The entry that is `depth` keys above a leaf. */
function entryAround(node: Leaf['node'], depth: number): Leaf['node'] {
  let at = node;
  for (let left = depth; left > 0;) {
    if (at.parent === null) return node;
    at = at.parent;
    if (at.kind === 'entry' || at.parent?.kind === 'array') left -= 1;
  }
  return at;
}
