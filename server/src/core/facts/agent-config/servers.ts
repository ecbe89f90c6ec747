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
  [['mcp'], /(?:^|\/)\.?crush\.json$/],
  [['mcp-servers'], /./],
  [['server'], /(?:^|\/)manifest\.json$/],
  [['extensions'], /(?:^|\/)(?:\.?goose\/.*|recipes?\/[^/]+|[^/]*recipe[^/]*)\.(?:ya?ml|json)$/],
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
  'cmd',
  'uri',
  'envs',
  'env_keys',
  'name',
  'source',
  'config',
]);

export function* serversIn(path: string, leaves: readonly Leaf[]): Generator<Setting> {
  for (const [prefix, files] of PLACES) {
    if (!files.test(path)) continue;
    for (const [name, given] of namedIn(below(leaves, prefix))) {
      // Older forms of Zed and goose have it one deeper.
      const inner = [...given, ...below(given, ['transport']), ...below(given, ['config'])];
      const deeper = below(inner, ['command']).filter(({ keys }) => !/^\d+$/.test(keys[0] ?? ''));
      const program =
        deeper.length > 0 ? textsAt(deeper, 'path') : [...textsAt(inner, 'command'), ...textsAt(inner, 'cmd')];
      const words = [...program, ...textsAt(deeper.length > 0 ? deeper : inner, 'args')];
      const url = ['url', 'serverUrl', 'httpUrl', 'uri'].flatMap((key) => textsAt(inner, key))[0];
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
      yield {
        kind: 'agent.config',
        // One that is switched off is said nothing about.
        action: isOff ? 'park-server' : url === undefined ? 'start-server' : 'connect-server',
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

/** Servers by their names; those of a list by the name that stands in each, or in front of it: `- web: { command }`. */
function namedIn(leaves: readonly Leaf[]): readonly (readonly [string, readonly Leaf[]])[] {
  return [...byFirstKey(leaves)].flatMap(([key, given]): readonly (readonly [string, readonly Leaf[]])[] => {
    if (!/^\d+$/.test(key)) return [[key, given]];
    const own = textsAt(given, 'name')[0];
    const isFlat = own !== undefined || textsAt(given, 'command').length + textsAt(given, 'url').length > 0;
    return isFlat ? [[own ?? key, given]] : [...byFirstKey(given)];
  });
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
    else if (
      /^(?:alwaysAllow|autoApprove|autoApproveTools|always_allow)$/.test(key) &&
      item !== undefined &&
      leaf.value !== '[]'
    )
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
