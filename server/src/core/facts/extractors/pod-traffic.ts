import type { SyntaxNode } from '../../model/syntax.ts';
import { defineExtractor, type Reading } from '../define.ts';
import { manifestsOf, objectAt } from '../kubernetes/manifest.ts';
import { asTexts, valueOfKey } from '../objects.ts';
import { podTraffic } from '../settings/system-rows.ts';
import { toSettingSite } from '../settings/read.ts';

/**
 * Which traffic a network policy of Kubernetes lets through.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/ (2026-11)
 */
export const podTraffics = defineExtractor({
  id: 'pod-traffic',
  kinds: ['identity.principal'],
  languages: ['yaml', 'json'],
  *extract(reading) {
    for (const { kind, node, subject } of manifestsOf(reading)) {
      const spec = kind === 'NetworkPolicy' ? objectAt(reading, node, 'spec') : null;
      if (spec === null) continue;
      const types = asTexts(reading, valueOfKey(reading, spec, 'policyTypes')).map(({ text }) => text);
      for (const [way, peers] of [
        ['Ingress', 'from'],
        ['Egress', 'to'],
      ] as const) {
        const rules = valueOfKey(reading, spec, way.toLowerCase());
        // Where nothing is said, what comes in is held back, and what goes out where it has rules.
        if (types.length > 0 ? !types.includes(way) : way === 'Egress' && rules === null) continue;
        const row = {
          ...podTraffic,
          id: `${podTraffic.id} ${way}`,
          title: `traffic ${way === 'Ingress' ? 'to' : 'from'} pods`,
        };
        const at = rules ?? spec;
        yield { ...toSettingSite(reading, row, { node: at }, passing(reading, rules, peers)), subject };
      }
    }
  },
});

function passing(reading: Reading, rules: SyntaxNode | null, peers: string): string {
  const items = rules === null ? [] : (rules.children ?? []);
  if (items.length === 0) return 'held back';
  const isOpen = items.some((item) => {
    const object = item.kind === 'object' ? item : (item.children.find(({ kind }) => kind === 'object') ?? item);
    const list = object.kind === 'object' ? valueOfKey(reading, object, peers) : null;
    return (
      list === null ||
      (/0\.0\.0\.0\/0|::\/0/.test(reading.unit.textOf(list)) && !/except/.test(reading.unit.textOf(list))) ||
      list.children.length === 0
    );
  });
  return isOpen ? 'open to all' : 'listed';
}
