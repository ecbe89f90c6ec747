import type { Fact } from '../model/fact.ts';
import { defineDetector } from './define.ts';
import { groupRows, listWords } from './group.ts';
import { isForDevelopment, packageText, registryOf } from './package-words.ts';

/** Code of others that was not there, or was only a tool and is now shipped. */
export const dependencyAdded = defineDetector({
  id: 'dependency-added',
  facet: 'supply-chain',
  why: 'The package runs with all rights of this program, and so does everything it pulls in, in every later version.',
  fix: 'Check that the name is the one you mean, who maintains it, and whether a few lines of your own would do.',
  tags: ['CWE-1357', 'CWE-1104', 'ASI04'],
  *detect(delta) {
    // In another group of the same manifest it is no new package.
    const known = new Set(
      delta
        .of(
          'supply-chain.dependency',
          'unchanged',
          'moved',
          'removed',
          'redirected',
          'strengthened',
          'weakened',
          'narrowed',
        )
        .map(({ fact }) => `${fact.qualifiers?.['ecosystem'] ?? ''} ${fact.resource.norm}`),
    );
    const added = delta
      .added('supply-chain.dependency')
      .filter(
        ({ fact }) =>
          fact.action === 'add' &&
          fact.qualifiers?.['source'] === 'registry' &&
          !known.has(`${fact.qualifiers['ecosystem'] ?? ''} ${fact.resource.norm}`),
      );
    for (const [row, ...also] of groupRows(
      added,
      ({ fact }) => `${fact.provenance.path} ${registryOf(fact)} ${isForDevelopment(fact) ? 'dev' : (fact.qualifiers?.['group'] === 'platform' ? 'platform' : '')}`,
    )) {
      const gone = delta
        .removed('supply-chain.dependency')
        .filter(({ fact }) => fact.action === 'add' && placeOf(fact) === placeOf(row.fact));
      if (also.length === 0 && gone.length === 1) {
        yield {
          change: row,
          message: `Replaces ${packageText(gone[0]!.fact)} with ${packageText(row.fact)}.`,
          comparison: { before: packageText(gone[0]!.fact), after: packageText(row.fact) },
        };
        continue;
      }
      const names = listWords([row, ...also].map(({ fact }) => packageText(fact)));
      yield {
        change: row,
        also,
        message: `Adds ${names} from ${registryOf(row.fact)}${isForDevelopment(row.fact) ? ' for development' : ''}.`,
      };
    }
    for (const row of delta.of('supply-chain.dependency', 'widened'))
      yield {
        change: row,
        message: `${row.fact.resource.value ?? row.fact.resource.norm} was a development tool and is now shipped.`,
      };
  },
});

/** Where one package may take the place of another: the same group of one manifest. */
function placeOf({ provenance, qualifiers }: Fact): string {
  return `${provenance.path} ${qualifiers?.['ecosystem'] ?? ''} ${qualifiers?.['group'] ?? ''}`;
}
