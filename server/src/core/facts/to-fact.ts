import type { Fact, FactKind, Resource, Subject } from '../model/fact.ts';
import type { Reading, Site } from './define.ts';
import { hashParts } from '../text/hash.ts';
import { pathValue } from './file-path.ts';
import { placeOf as filePlaceOf } from './file-places.ts';
import { factKinds } from './kinds.ts';
import { normalise } from './normalise.ts';
import { anchorOf, declarationLines } from './subjects.ts';
import { trailOf } from './trail.ts';
import { textOfValue, unknown, type Value } from './value.ts';

/** Identity of what a fact states, without place and without subject. */
export function factKey(
  kind: FactKind,
  action: string,
  norm: string,
  qualifiers: Readonly<Record<string, string>> = {},
): string {
  const pairs = Object.keys(qualifiers)
    .sort()
    .map((name) => `${name}=${qualifiers[name]!}`);
  return hashParts([kind, action, norm, ...pairs]);
}

export function factId(key: string, subject: Subject): string {
  return hashParts([key, subject.symbol]);
}

export function toFact(reading: Reading, site: Site): Fact {
  const { unit } = reading;
  const resource = toResource(site.resource);
  const subject = site.subject ?? reading.subjectOf(site.node);
  const qualifiers = pickQualifiers(site);
  // Said here, not by the extractor: a caller that passes the path decides where it leads.
  const detail = site.resource.kind === 'path' ? { ...site.detail, risk: [filePlaceOf(resource.norm)] } : site.detail;
  const key = factKey(site.kind, site.action, resource.norm, qualifiers);
  const declaration = declarationLines(unit, site.node);
  return {
    key,
    id: factId(key, subject),
    facet: factKinds[site.kind].facet,
    kind: site.kind,
    subject,
    action: site.action,
    resource,
    ...(Object.keys(qualifiers).length > 0 ? { qualifiers } : {}),
    ...(detail === undefined ? {} : { detail }),
    provenance: {
      path: unit.path,
      side: unit.side,
      range: unit.rangeOf(site.node),
      anchor: anchorOf(unit, site.node),
      ...(declaration === null ? {} : { declaration }),
      evidence: [
        ...trailOf(reading, site).map(({ node, role }) => ({ path: unit.path, range: unit.rangeOf(node), role })),
        ...(site.elsewhere ?? []),
      ],
    },
    // Half-written code can be read in more than one way.
    confidence: { tier: unit.tree.errors.length > 0 && site.tier !== 'name' ? 'pattern' : site.tier, why: site.why },
    context: unit.context,
  };
}

function pickQualifiers(site: Site): Readonly<Record<string, string>> {
  const allowed = factKinds[site.kind].qualifiers;
  return Object.fromEntries(Object.entries(site.qualifiers ?? {}).filter(([name]) => allowed.includes(name)));
}

function toResource({ kind, value: given, norm }: Site['resource']): Resource {
  // A wrapper that is handed a command as a list: the program is its first item.
  const value =
    kind === 'path'
      ? pathValue(given)
      : kind === 'command' && given.kind === 'list'
        ? (given.items[0] ?? unknown)
        : given;
  const text = textOfValue(value);
  if (norm !== undefined) return { kind, norm, dynamic: false, ...(text === null ? {} : { value: text }) };
  if (text !== null) {
    const isDynamic = value.kind === 'partial';
    return { kind, value: text, norm: normalise(kind, text), dynamic: isDynamic };
  }
  if (value.kind === 'environment') return { kind, value: value.name, norm: `env:${value.name}`, dynamic: true };
  return { kind, norm: 'dynamic', dynamic: true };
}

/** A resource whose text is known beforehand. */
export function known(text: string): Value {
  return { kind: 'text', text };
}
