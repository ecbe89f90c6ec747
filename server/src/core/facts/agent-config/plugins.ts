import { below, byFirstKey, type Leaf } from './document.ts';
import type { Setting } from './setting.ts';

/** Plugins that an agent loads, and where it gets them. */
export function* pluginsIn(path: string, leaves: readonly Leaf[]): Generator<Setting> {
  const site = (slot: string, value: string, covers: readonly Leaf[]): Setting => ({
    kind: 'agent.config',
    action: 'load-plugin',
    slot,
    value,
    node: covers[0]!.node,
    covers,
    why: 'A plugin brings commands, hooks, servers and instructions along.',
  });
  if (/(?:^|\/)\.claude\//.test(path)) {
    for (const [name, given] of byFirstKey(below(leaves, ['enabledPlugins'])))
      if (given[0]?.value === 'true') yield site(name, 'on', given);
    for (const [name, given] of byFirstKey(below(leaves, ['extraKnownMarketplaces'])))
      yield site(
        `marketplace ${name}`,
        given
          .filter(({ keys }) => /^(?:repo|url|path|ref)$/.test(keys[keys.length - 1] ?? ''))
          .map(({ value }) => value)
          .join(' '),
        given,
      );
  }
  if (/(?:^|\/)\.claude-plugin\/marketplace\.json$/.test(path))
    for (const given of byFirstKey(below(leaves, ['plugins'])).values()) {
      const name = given.find(({ keys }) => keys.join('.') === 'name')?.value;
      const source = given
        .filter(({ keys }) => keys[0] === 'source')
        .map(({ value }) => value)
        .join(' ');
      if (name !== undefined && source !== '')
        yield site(
          name,
          source,
          given.filter(({ keys }) => keys[0] === 'source' || keys[0] === 'name'),
        );
    }
  if (/opencode\.jsonc?$/.test(path))
    for (const leaf of below(leaves, ['plugin'])) if (leaf.value !== '[]') yield site(leaf.value, 'on', [leaf]);
}
