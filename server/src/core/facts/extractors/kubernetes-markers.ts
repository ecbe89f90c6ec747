import type { SyntaxNode } from '../../model/syntax.ts';
import { defineExtractor, type Site } from '../define.ts';
import { ruleSites, type TextAt } from '../kubernetes/rules.ts';
import { partOf } from '../workflows/workflow.ts';

const MARKER = /^\/\/\s*\+kubebuilder:rbac:(.+)$/gm;

/**
 * Rules that a Go file asks controller-gen to write into the role of its manager.
 * @see https://book.kubebuilder.io/reference/markers/rbac (4.x, 2026-11)
 */
export const kubernetesMarkers = defineExtractor({
  id: 'kubernetes-markers',
  kinds: ['permission.grant'],
  languages: ['go'],
  *extract(reading) {
    if (!reading.unit.tree.text.includes('+kubebuilder:rbac:')) return;
    for (const comment of reading.unit.ofKind('comment')) {
      const text = reading.unit.textOf(comment);
      // Lines that follow each other may be one comment.
      for (const line of text.matchAll(MARKER))
        yield* grantsOf(partOf(comment, line.index, line.index + line[0].trimEnd().length), line[1]!);
    }
  },
});

function grantsOf(node: SyntaxNode, text: string): Iterable<Site> {
  const fields = fieldsOf(text);
  const list = (name: string): readonly TextAt[] =>
    (fields.get(name) ?? '')
      .split(';')
      .filter((each) => each !== '')
      .map((each) => ({ node, text: each }));
  const namespace = fields.get('namespace') ?? null;
  const role = fields.get('roleName') ?? 'manager-role';
  return ruleSites({
    groups: (fields.get('groups') ?? '').split(';').map((group) => (group === '' ? 'core' : group)),
    resources: list('resources'),
    urls: list('urls'),
    verbs: list('verbs'),
    names: list('resourceNames').map((each) => each.text),
    scope: namespace === null ? 'cluster' : 'namespace',
    subject: { type: 'resource', symbol: `${namespace === null ? 'ClusterRole' : 'Role'}/${role}` },
    namespace,
  });
}

/** `groups="";apps,resources=pods,verbs=get;list`; a list may stand in braces with commas. */
function fieldsOf(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const [, name = '', value = ''] of text
    .slice(0, 4_000)
    .matchAll(/(\w+)=((?:\{[^}]*\}|"[^"]*"|`[^`]*`|[^,{}"`])*)/g))
    fields.set(name, value.replace(/[{}"`\s]/g, '').replaceAll(',', ';'));
  return fields;
}
