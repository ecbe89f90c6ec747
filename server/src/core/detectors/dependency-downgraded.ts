import { defineDetector } from './define.ts';
import { packageText } from './package-words.ts';

/** An older version than there was: what was mended since then is open again. */
export const dependencyDowngraded = defineDetector({
  id: 'dependency-downgraded',
  facet: 'supply-chain',
  why: 'Faults that later versions mended, known weaknesses among them, are back.',
  fix: 'Say what does not work with the newer version, or take the newest that does.',
  tags: ['CWE-1104', 'CWE-1395', 'ASI04'],
  *detect(delta) {
    for (const row of delta.of('supply-chain.dependency', 'redirected')) {
      if (!(row.order ?? '').startsWith('older: ') || row.before === undefined) continue;
      yield {
        change: row,
        message: `Goes back to ${packageText(row.fact)}, from ${row.before.qualifiers?.['version'] ?? ''}.`,
        comparison: { before: packageText(row.before), after: packageText(row.fact) },
      };
    }
  },
});
