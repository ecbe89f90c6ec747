import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { defineRouteFinder, type FileReading } from '../define.ts';
import { itemsAt, textAt } from '../kubernetes/manifest.ts';
import { documentObjects, entryOf, valueOfKey } from '../objects.ts';
import { declared, guardsOf, MAX_DECLARED } from './declare.ts';

/** Plugins that keep somebody out. @see https://developer.konghq.com/plugins/ (3.12) */
const PLUGINS: Readonly<Record<string, Alternative>> = {
  'key-auth': { kind: 'auth', value: 'authenticated' },
  'basic-auth': { kind: 'auth', value: 'authenticated' },
  'hmac-auth': { kind: 'auth', value: 'authenticated' },
  'ldap-auth': { kind: 'auth', value: 'authenticated' },
  'mtls-auth': { kind: 'auth', value: 'authenticated' },
  'openid-connect': { kind: 'auth', value: 'authenticated' },
  jwt: { kind: 'auth', value: 'authenticated' },
  oauth2: { kind: 'auth', value: 'authenticated' },
  acl: { kind: 'check', value: 'acl' },
  'rate-limiting': { kind: 'rate-limit', value: 'rate-limit' },
  'rate-limiting-advanced': { kind: 'rate-limit', value: 'rate-limit' },
};

/** Services and routes of Kong's own files, with the plugins in front of them. */
export const kongPlugins = defineRouteFinder({
  id: 'kong-plugins',
  languages: ['yaml', 'json'],
  *find(reading) {
    if (!/_format_version/.test(reading.unit.tree.text)) return;
    let count = 0;
    for (const document of documentObjects(reading)) {
      if (valueOfKey(reading, document, '_format_version') === null) continue;
      for (const { symbol, node } of [...listed(reading, document, 'service'), ...listed(reading, document, 'route')]) {
        if ((count += 1) > MAX_DECLARED) return;
        const clauses = itemsAt(reading, node, 'plugins').flatMap((plugin) => {
          const name = textAt(reading, plugin, 'name') ?? '';
          return Object.hasOwn(PLUGINS, name) && textAt(reading, plugin, 'enabled') !== 'false'
            ? [[PLUGINS[name]!]]
            : [];
        });
        const at = entryOf(reading, node, 'plugins') ?? node;
        const guards = guardsOf(reading, at, clauses, 'It is a plugin in front of it.');
        yield declared({ symbol, node, group: 'plugins', guards, as: 'part' });
      }
    }
  },
});

interface Listed {
  readonly symbol: string;
  readonly node: SyntaxNode;
}

/** By themselves, and routes of services. */
function* listed(reading: FileReading, object: SyntaxNode, what: 'service' | 'route'): Generator<Listed> {
  for (const node of itemsAt(reading, object, `${what}s`))
    yield { symbol: `${what} ${textAt(reading, node, 'name') ?? ''}`, node };
  if (what === 'route')
    for (const service of itemsAt(reading, object, 'services')) yield* listed(reading, service, 'route');
}
