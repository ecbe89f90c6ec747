import { plainLines } from '../../text/plain-lines.ts';
import { watchSite } from '../assurance-site.ts';
import { defineExtractor } from '../define.ts';
import { placeIn } from '../text-place.ts';

/** Who is asked before a path changes. @see https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners (2026-11) */
export const codeOwners = defineExtractor({
  id: 'code-owners',
  kinds: ['assurance.detection'],
  languages: ['settings'],
  *extract({ unit }) {
    if (!/(?:^|\/)CODEOWNERS$/.test(unit.path)) return;
    for (const { text, start, indent } of plainLines(unit.tree.text)) {
      const [pattern = '', ...owners] = text
        .slice(indent)
        .replace(/\s#.*$/, '')
        .split(/\s+/);
      if (pattern.startsWith('#') || /^\^?\[/.test(pattern)) continue;
      const who = owners
        .filter((owner) => /^@|@/.test(owner))
        .sort()
        .join(' ');
      yield watchSite(
        'ask',
        pattern,
        who,
        placeIn(unit, start + indent, start + text.length),
        `Changes of ${pattern} are for ${who === '' ? 'nobody' : who} to review.`,
      );
    }
  },
});
