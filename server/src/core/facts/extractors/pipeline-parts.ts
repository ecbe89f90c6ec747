import { defineExtractor } from '../define.ts';
import { dependencySite } from '../dependency-site.ts';
import { pipelineParts as table } from '../pipeline-parts/table.ts';

/** Code of other projects that pipelines take in: each with the branch, tag or commit that it is taken at. */
export const pipelineParts = defineExtractor({
  id: 'pipeline-parts',
  kinds: ['supply-chain.dependency'],
  languages: ['yaml', 'groovy'],
  *extract(reading) {
    const { language, tree } = reading.unit;
    for (const { id, languages, word, partsOf } of table) {
      if (!languages.includes(language.id) || !tree.text.includes(word)) continue;
      for (const { name, version, isOfPlatform, node } of partsOf(reading)) {
        if (name.length > 300) continue;
        yield dependencySite(node, id, isOfPlatform === true ? 'platform' : 'uses', {
          name,
          source: 'registry',
          version,
        });
      }
    }
  },
});
