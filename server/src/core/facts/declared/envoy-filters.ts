import type { SyntaxNode } from '../../model/syntax.ts';
import type { Alternative } from '../../model/requirement.ts';
import { defineRouteFinder, type FileReading } from '../define.ts';
import { itemsAt, objectAt } from '../kubernetes/manifest.ts';
import { asText, entryOf, keyText, valueOfKey } from '../objects.ts';
import { SIGNED_IN } from '../routes/said-guard.ts';
import { type Clauses, declared, guardsOf } from './declare.ts';

/** Filters of Envoy that keep somebody out, by the end of their names. `rbac` is read for its rules. */
const FILTERS: Readonly<Record<string, Alternative>> = {
  jwt_authn: SIGNED_IN,
  ext_authz: SIGNED_IN,
  oauth2: SIGNED_IN,
  basic_auth: SIGNED_IN,
  api_key_auth: { kind: 'check', value: 'api-key' },
  csrf: { kind: 'csrf', value: 'csrf' },
  local_ratelimit: { kind: 'rate-limit', value: 'rate-limit' },
  ratelimit: { kind: 'rate-limit', value: 'rate-limit' },
};

/**
 * Filters of Envoy's listeners: who is asked who they are, and who may do what.
 * @see https://www.envoyproxy.io/docs/envoy/latest/api-v3/extensions/filters/http/rbac/v3/rbac.proto (2026-11)
 */
export const envoyFilters = defineRouteFinder({
  id: 'envoy-filters',
  languages: ['yaml', 'json'],
  *find(reading) {
    if (!/envoy\.filters\.|extensions\.filters\.http/.test(reading.unit.tree.text)) return;
    for (const object of reading.unit.ofKind('object')) {
      const names = new Set(object.children.map((entry) => (entry.kind === 'entry' ? keyText(reading, entry) : null)));
      if (!names.has('http_filters')) continue;
      const prefix = asText(reading, valueOfKey(reading, object, 'stat_prefix'));
      const clauses = itemsAt(reading, object, 'http_filters').flatMap((filter) => clausesOf(reading, filter));
      const node = entryOf(reading, object, 'http_filters') ?? object;
      yield declared({
        symbol: `listener${prefix === null ? '' : ` ${prefix}`}`,
        node,
        group: 'filters',
        guards: clauses.flatMap(({ at, asked }) =>
          guardsOf(reading, at, asked, 'A filter in front of the routes asks for it.'),
        ),
        as: 'rule',
      });
    }
  },
});

interface Filter {
  readonly at: SyntaxNode;
  readonly asked: Clauses;
}

function clausesOf(reading: FileReading, filter: SyntaxNode): readonly Filter[] {
  const name = asText(reading, valueOfKey(reading, filter, 'name')) ?? '';
  const config = objectAt(reading, filter, 'typed_config');
  const type = config === null ? null : asText(reading, valueOfKey(reading, config, '@type'));
  const kind = /\.filters\.http\.(\w+)\.v\d/.exec(type ?? '')?.[1] ?? name.slice(name.lastIndexOf('.') + 1);
  if (asText(reading, valueOfKey(reading, filter, 'disabled')) === 'true') return [];
  if (kind === 'rbac') return config === null ? [] : ofRules(reading, config, filter);
  return Object.hasOwn(FILTERS, kind) ? [{ at: filter, asked: [[FILTERS[kind]!]] }] : [];
}

const MAX_TEXT = 120;

/** Each policy by its name with whom it lets in; `shadow_rules` refuse nobody. */
function ofRules(reading: FileReading, config: SyntaxNode, filter: SyntaxNode): readonly Filter[] {
  const rules = objectAt(reading, config, 'rules');
  const policies = rules === null ? null : objectAt(reading, rules, 'policies');
  if (rules === null || policies === null) return [];
  const action = asText(reading, valueOfKey(reading, rules, 'action')) ?? 'ALLOW';
  const texts = policies.children.flatMap((entry) => {
    const name = entry.kind === 'entry' ? keyText(reading, entry) : null;
    const policy = name === null ? null : objectAt(reading, policies, name);
    const principals = policy === null ? null : entryOf(reading, policy, 'principals');
    const permissions = policy === null ? null : entryOf(reading, policy, 'permissions');
    return name === null ? [] : [{ who: said(reading, principals), what: said(reading, permissions) }];
  });
  const written = texts.map(({ who, what }) => (what === 'any true' ? who : `${who} to ${what}`));
  if (action === 'DENY')
    return written.map((text) => ({ at: filter, asked: [[{ kind: 'check', value: `!${text}` }]] }));
  // Any policy that fits lets pass.
  return written.length === 0
    ? [{ at: filter, asked: [[{ kind: 'role', value: 'nobody' }]] }]
    : [{ at: filter, asked: [written.map((value): Alternative => ({ kind: 'scope', value }))] }];
}

/** Without the layout of YAML and JSON. */
function said({ unit }: FileReading, node: SyntaxNode | null): string {
  return node === null
    ? ''
    : unit
        .textOf(node)
        .slice(0, 600)
        .replace(/^\w+:|[{}[\]"':,]|(?<=\s)-(?=\s)/g, ' ')
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, MAX_TEXT);
}
