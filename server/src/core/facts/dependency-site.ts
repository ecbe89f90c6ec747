import type { SyntaxNode } from '../model/syntax.ts';
import type { Site } from './define.ts';
import type { PackageSpec } from './package-specs.ts';
import { known } from './to-fact.ts';

type Declared = Pick<PackageSpec, 'name' | 'version'> & {
  readonly source: string;
  readonly pin?: PackageSpec['pin'];
};

/** A package that a manifest declares in one of its groups. */
export function dependencySite(
  node: SyntaxNode,
  ecosystem: string,
  group: string,
  { name, source, version, pin }: Declared,
): Site {
  const wanted = version === '' ? 'any version' : version;
  const from = source === 'registry' ? '' : `, from ${source}`;
  return {
    kind: 'supply-chain.dependency',
    action: 'add',
    resource: { kind: 'package', value: known(name) },
    node,
    evidence: [{ node, role: 'declaration' }],
    tier: 'proven',
    why: [`\`${name}\` stands in ${group}, ${wanted}${from}${pin === 'exact' ? ', one exact version' : ''}.`],
    qualifiers: { ecosystem, group, source, version },
    subject: { type: 'package', symbol: name },
  };
}

/** A place where packages are looked for. `option` is the name of the setting that says so. */
export function indexSite(node: SyntaxNode, ecosystem: string, option: string, url: string): Site {
  return {
    kind: 'supply-chain.dependency',
    action: 'index',
    resource: { kind: 'host', value: known(url) },
    node,
    evidence: [{ node, role: 'declaration' }],
    tier: 'proven',
    why: [`\`${option}\` says where packages are looked for.`],
    qualifiers: { ecosystem, group: option.replace(/^-+/, ''), source: 'index' },
  };
}
