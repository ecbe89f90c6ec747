import type { SyntaxNode } from '../../model/syntax.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { dependencySite } from '../dependency-site.ts';
import { entriesIn, isTerraform, topBlocks } from '../grants/declarations.ts';
import { asObject, asText } from '../objects.ts';

/**
 * Modules and providers of Terraform, with where they come from.
 * @see https://developer.hashicorp.com/terraform/language/modules/configuration (1.14)
 */
export const terraformSources = defineExtractor({
  id: 'terraform-sources',
  kinds: ['supply-chain.dependency'],
  languages: ['terraform', 'json'],
  *extract(reading) {
    if (!isTerraform(reading)) return;
    for (const [type, body] of topBlocks(reading)) {
      if (type === 'module')
        for (const [name, value] of entriesIn(reading, body)) yield* moduleSite(reading, name, value);
      if (type === 'terraform') yield* providers(reading, body);
    }
  },
});

function* moduleSite(reading: Reading, name: string, value: SyntaxNode): Generator<Site> {
  const object = asObject(reading, value) ?? (value.kind === 'object' ? value : null);
  if (object === null) return;
  const entries = entriesIn(reading, object);
  const at = (key: string): string | null => asText(reading, entries.find(([each]) => each === key)?.[1] ?? null);
  const node = entries.find(([each]) => each === 'source')?.[1];
  const source = at('source');
  if (source === null || node === undefined || /^\.{0,2}\//.test(source)) return;
  const isRegistry =
    /^(?:[\w.-]+\.[a-z]{2,}\/)?[\w-]+\/[\w-]+\/[\w-]+(?:\/\/.*)?$/.test(source) &&
    !/^(?:github|bitbucket|gitlab)\./.test(source);
  const isGit = /^git::|\.git(?:\?|$|\/\/)|^(?:github|bitbucket)\.(?:com|org)\/|^git@/.test(source);
  const ref = /[?&]ref=([^&]+)/.exec(source)?.[1];
  yield dependencySite(node.parent ?? node, 'terraform', 'module', {
    name: isRegistry ? source.replace(/\/\/.*$/, '') : name,
    source: isRegistry ? 'registry' : isGit ? 'git' : 'url',
    version: isRegistry ? (at('version') ?? '') : ref === undefined ? source : `${source.replace(/\?.*$/, '')}@${ref}`,
  });
}

function* providers(reading: Reading, body: SyntaxNode): Generator<Site> {
  for (const [key, value] of entriesIn(reading, body)) {
    const list = key === 'required_providers' && value.kind === 'object' ? entriesIn(reading, value) : [];
    for (const [name, provider] of list) {
      const object = provider.kind === 'object' ? entriesIn(reading, provider) : [];
      const at = (field: string): string | null =>
        asText(reading, object.find(([each]) => each === field)?.[1] ?? null);
      const source = at('source') ?? `hashicorp/${name}`;
      yield dependencySite(
        provider.parent ?? provider,
        'terraform',
        source.startsWith('hashicorp/') ? 'platform' : 'provider',
        {
          name: source,
          source: 'registry',
          version: (at('version') ?? asText(reading, provider) ?? '').replaceAll(/\s+/g, ''),
        },
      );
    }
  }
}
