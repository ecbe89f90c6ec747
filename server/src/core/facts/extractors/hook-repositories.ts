import { defineExtractor } from '../define.ts';
import { dependencySite } from '../dependency-site.ts';
import { itemsAt, textAt } from '../kubernetes/manifest.ts';
import { documentObjects, entryOf } from '../objects.ts';

/** Repositories whose hooks run on every commit. @see https://pre-commit.com/#plugins (4.5) */
export const hookRepositories = defineExtractor({
  id: 'hook-repositories',
  kinds: ['supply-chain.dependency'],
  languages: ['yaml'],
  *extract(reading) {
    if (!/(?:^|\/)\.pre-commit-config\.ya?ml$/.test(reading.unit.path)) return;
    for (const root of documentObjects(reading)) {
      for (const item of itemsAt(reading, root, 'repos')) {
        const repository = textAt(reading, item, 'repo');
        if (repository === null || /^(?:local|meta|builtin)$/.test(repository)) continue;
        const rev = textAt(reading, item, 'rev') ?? '';
        const isOwn = repository.startsWith('https://github.com/pre-commit/');
        yield dependencySite(entryOf(reading, item, 'repo') ?? item, 'hook', isOwn ? 'platform' : 'hook', {
          name: repository.replace(/^https:\/\/(?:github\.com\/)?|\.git$/g, ''),
          source: 'registry',
          version: rev,
        });
      }
    }
  },
});
