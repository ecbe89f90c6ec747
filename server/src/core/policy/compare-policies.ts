import type { Policy } from '../model/policy.ts';
import { comparePrinted, type LayerSides, type Loosened } from './loosened.ts';
import { looserRules } from './looser-rules.ts';
import { looserSettings } from './looser-settings.ts';
import { RECOMMENDED } from './load-policy.ts';
import { type PolicySource, type ReadLayer, readLayer } from './read-layer.ts';
import { locateValue } from './read-yaml.ts';

export type { Loosened } from './loosened.ts';

const UNCHECKED = { detectors: [], languages: [] };

/**
 * What an edit of a rule file lets through that it did not before. `base`: the policy that the edit is judged by. What asks
 * for more is not told.
 */
export function comparePolicies(
  before: PolicySource | null,
  after: PolicySource | null,
  base: Policy,
): readonly Loosened[] {
  const file = (after ?? before)?.file ?? '';
  const isRoot = file === '.countersign/policy.yaml';
  const isTop = file === '.countersign/organisation.yaml';
  const name = isTop
    ? 'organisation'
    : isRoot
      ? 'repository'
      : file.endsWith('/.countersign/policy.yaml')
        ? 'folder'
        : 'pack';
  const old = before === null ? null : readLayer(before, name, UNCHECKED);
  const now = after === null ? null : readLayer(after, name, UNCHECKED);
  if (now === null) return old === null ? [] : [gone(old)];
  if (old?.yaml.data === null) return [];
  if (now.yaml.data === null)
    return [
      {
        side: 'after',
        at: [0, 0],
        yaml: now.yaml,
        key: 'policy',
        what: 'The policy can no longer be read, so none of its rules count.',
      },
    ];
  const sides: LayerSides = { before: old, after: now, base, isRoot };
  return [...looserExtends(sides), ...looserRules(sides), ...looserSettings(sides)];
}

function gone(old: ReadLayer): Loosened {
  const count = old.layer.rules.length;
  return {
    side: 'before',
    at: [0, 0],
    yaml: old.yaml,
    key: 'policy',
    what: `The policy is deleted, with ${count} ${count === 1 ? 'rule' : 'rules'}.`,
  };
}

/** Without a file of its own a repository has the recommended pack. */
function looserExtends({ before, after, isRoot }: LayerSides): readonly Loosened[] {
  const packs = before?.extends ?? (isRoot ? [RECOMMENDED] : []);
  const kept = new Set(after.extends.map(comparePrinted));
  return packs.flatMap((pack, index): readonly Loosened[] => {
    if (kept.has(comparePrinted(pack))) return [];
    const named = typeof pack === 'string' ? pack : pack.package;
    const told = { key: `extends ${named}`, what: `The policy no longer extends ${named}.` };
    if (before === null)
      return [{ side: 'after', at: locateValue(after.yaml, ['extends']), yaml: after.yaml, ...told }];
    return [{ side: 'before', at: locateValue(before.yaml, ['extends', index]), yaml: before.yaml, ...told }];
  });
}
