import type { SyntaxNode } from '../../model/syntax.ts';
import { attributeOf, elementName, elementsIn, rootElement, textIn } from '../apps/xml-elements.ts';
import { suppressionSite, watchSite } from '../assurance-site.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { FILE_SUBJECT } from '../subjects.ts';
import { known } from '../to-fact.ts';

const CHECKS: Readonly<Record<string, string>> = {
  'verify-metadata': 'the verification of what packages say',
  'verify-signatures': 'the verification of signatures',
};
const DIGESTS = new Set(['sha512', 'sha256', 'sha1', 'md5']);
/** Digests of one file. */
const MAX_ARTIFACTS = 20_000;

/** What Gradle verifies of the packages it takes. @see https://docs.gradle.org/current/userguide/dependency_verification.html (9.2) */
export const gradleVerification = defineExtractor({
  id: 'gradle-verification',
  kinds: ['assurance.detection', 'assurance.suppression', 'supply-chain.dependency'],
  languages: ['xml'],
  *extract(reading) {
    const root = rootElement(reading);
    if (root === null || elementName(reading, root) !== 'verification-metadata') return;
    const inside = (...path: readonly string[]): readonly SyntaxNode[] =>
      path.reduce<readonly SyntaxNode[]>((at, name) => at.flatMap((each) => elementsIn(reading, each, name)), [root]);
    for (const [key, name] of Object.entries(CHECKS))
      for (const element of inside('configuration', key)) {
        const isOn = textIn(reading, element).trim() === 'true';
        yield watchSite('run', name, isOn ? '2' : '0', element, `\`${key}\` is ${isOn ? 'on' : 'off'}.`);
      }
    for (const trust of inside('configuration', 'trusted-artifacts', 'trust'))
      yield suppressionSite(trust, { tool: 'Gradle', of: coordinates(reading, trust), scope: 'project' }, FILE_SUBJECT);
    for (const component of inside('components', 'component').slice(0, MAX_ARTIFACTS)) yield* held(reading, component);
  },
});

function coordinates(reading: Reading, element: SyntaxNode): string {
  const texts = ['group', 'name', 'version', 'file'].map((key) => attributeOf(reading, element, key)?.text ?? '');
  return texts.filter((text) => text !== '').join(':');
}

/** Each file of a component is held by itself. */
function* held(reading: Reading, component: SyntaxNode): Generator<Site> {
  const text = (key: string): string => attributeOf(reading, component, key)?.text ?? '';
  for (const artifact of elementsIn(reading, component, 'artifact')) {
    const file = attributeOf(reading, artifact, 'name')?.text ?? '';
    const kind = file.replace(`${text('name')}-${text('version')}`, '');
    const name = `${text('group')}:${text('name')}${kind === '.jar' || kind === '' ? '' : ` (${kind})`}`;
    const integrity = elementsIn(reading, artifact).flatMap((each) => {
      const algorithm = elementName(reading, each);
      const value = attributeOf(reading, each, 'value')?.text ?? '';
      return DIGESTS.has(algorithm) && value !== '' ? [`${algorithm}-${value}`] : [];
    });
    yield {
      kind: 'supply-chain.dependency',
      action: 'lock',
      resource: { kind: 'package', value: known(name) },
      node: artifact,
      evidence: [{ node: artifact, role: 'declaration' }],
      tier: 'proven',
      why: [`Gradle takes ${name} at ${text('version')} with this digest only.`],
      qualifiers: {
        ecosystem: 'maven',
        group: 'lock',
        source: 'registry',
        version: text('version'),
        ...(integrity.length === 0 ? {} : { integrity: integrity.join(' ') }),
      },
      subject: { type: 'package', symbol: name },
    };
  }
}
