import type { SyntaxNode } from '../model/syntax.ts';
import type { Site } from './define.ts';
import type { PackageSpec } from './package-specs.ts';
import { capabilitiesOf } from './apis/package-capabilities.ts';
import { isKnownPackage, popularNamesake, popularNear } from './apis/popular-packages.ts';
import { known as knownText } from './to-fact.ts';

type Declared = Pick<PackageSpec, 'name' | 'version'> & {
  readonly source: string;
  readonly pin?: PackageSpec['pin'];
  /** Digests that hold its bytes, each with its algorithm in front. */
  readonly integrity?: readonly string[];
};

/** A package that a manifest declares in one of its groups. */
export function dependencySite(
  node: SyntaxNode,
  ecosystem: string,
  group: string,
  { name, source, version, pin, integrity = [] }: Declared,
): Site {
  const wanted = version === '' ? 'any version' : version;
  const from = source === 'registry' ? '' : `, from ${source}`;
  const risk = source === 'registry' ? riskOf(ecosystem, name) : null;
  const known = capabilitiesOf(ecosystem, name);
  const isListed = source === 'registry' ? isKnownPackage(ecosystem, name) : null;
  return {
    kind: 'supply-chain.dependency',
    action: 'add',
    resource: { kind: 'package', value: knownText(name) },
    node,
    evidence: [{ node, role: 'declaration' }],
    tier: 'proven',
    why: [
      `\`${name}\` stands in ${group}, ${wanted}${from}${pin === 'exact' ? ', one exact version' : ''}.`,
      ...(known.length === 0 ? [] : [`\`${name}\` is known for ${known.join(', ')}.`]),
      ...(isListed === false
        ? [`\`${name}\` is unknown offline: it is in no list of well-known names that comes along.`]
        : []),
    ],
    qualifiers: {
      ecosystem,
      group,
      source,
      version,
      ...(integrity.length === 0 ? {} : { integrity: integrity.join(' ') }),
    },
    ...(risk === null ? {} : { detail: { risk: [risk] } }),
    subject: { type: 'package', symbol: name },
  };
}

function riskOf(ecosystem: string, name: string): string | null {
  const near = popularNear(ecosystem, name);
  const namesake = near === null ? popularNamesake(ecosystem, name) : null;
  return near !== null ? `near:${near}` : namesake !== null ? `namesake:${namesake}` : null;
}

/** A place where packages are looked for. `option` is the name of the setting that says so. */
export function indexSite(node: SyntaxNode, ecosystem: string, option: string, url: string): Site {
  return {
    kind: 'supply-chain.dependency',
    action: 'index',
    resource: { kind: 'host', value: knownText(url) },
    node,
    evidence: [{ node, role: 'declaration' }],
    tier: 'proven',
    why: [`\`${option}\` says where packages are looked for.`],
    qualifiers: { ecosystem, group: option.replace(/^-+/, ''), source: 'index' },
  };
}
