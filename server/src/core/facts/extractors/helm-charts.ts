import { defineExtractor } from '../define.ts';
import { dependencySite } from '../dependency-site.ts';
import { itemsAt, textAt } from '../kubernetes/manifest.ts';
import { documentObjects } from '../objects.ts';

/** Charts that a chart pulls in: the repository is part of the name. @see https://helm.sh/docs/topics/charts/ (4.0) */
export const helmCharts = defineExtractor({
  id: 'helm-charts',
  kinds: ['supply-chain.dependency'],
  languages: ['yaml'],
  *extract(reading) {
    if (!/(?:^|\/)(?:Chart|requirements)\.yaml$/.test(reading.unit.path)) return;
    for (const root of documentObjects(reading)) {
      for (const item of itemsAt(reading, root, 'dependencies')) {
        const [name, version, repository] = ['name', 'version', 'repository'].map(
          (key) => textAt(reading, item, key) ?? '',
        );
        if (name === '' || /^(?:file:|$)/.test(repository!)) continue;
        yield dependencySite(item, 'helm', 'dependencies', {
          name: `${repository!.replace(/^@|\/$/g, '')}/${name!}`,
          source: 'registry',
          version: version!,
        });
      }
    }
  },
});
