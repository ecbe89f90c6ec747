import { defineDetector } from './define.ts';
import { packageText } from './package-words.ts';

const SOURCES: Readonly<Record<string, string>> = {
  git: 'a Git repository',
  url: 'a URL',
  file: 'a local path',
  registry: 'the registry',
};

/** A package that does not come from the registry, or an index that packages are looked for in. */
export const dependencySourceChanged = defineDetector({
  id: 'dependency-source-changed',
  facet: 'supply-chain',
  why: 'Nobody else checks what comes from there: no advisories, no immutable versions, and who owns it can swap it.',
  fix: 'Use the registry; else pin a full commit or hash, and one index for each name.',
  tags: ['CWE-494', 'CWE-427', 'CWE-829', 'ASI04'],
  *detect(delta) {
    const rows = [...delta.added('supply-chain.dependency'), ...delta.of('supply-chain.dependency', 'redirected')];
    for (const row of rows) {
      const { fact, before } = row;
      if (fact.action === 'lock' || fact.action === 'wish') continue;
      if (fact.action === 'index') {
        yield {
          change: row,
          message:
            before === undefined
              ? `Looks for packages in ${fact.resource.norm}.`
              : `Looks for packages in ${fact.resource.norm}, before in ${before.resource.norm}.`,
        };
        continue;
      }
      const source = fact.qualifiers?.['source'] ?? 'registry';
      if (
        source === 'registry' ||
        source === 'workspace' ||
        /^(?:version|older|repinned|digest):/.test(row.order ?? '')
      )
        continue;
      if (source === 'file' && before === undefined) continue;
      const was = before === undefined ? '' : `, before ${packageText(before)}`;
      yield {
        change: row,
        message: `${fact.resource.value ?? fact.resource.norm} comes from ${SOURCES[source] ?? source}${was}.`,
        comparison: { before: before === undefined ? 'not there' : packageText(before), after: packageText(fact) },
      };
    }
  },
});
