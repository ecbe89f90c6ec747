import { dependencySite } from '../dependency-site.ts';
import { defineExtractor } from '../define.ts';
import { readGoDirective } from '../../text/go-directive.ts';

/** Modules that a `go.mod` requires or puts in the place of others, and tools that it runs. */
export const goModules = defineExtractor({
  id: 'go-modules',
  kinds: ['supply-chain.dependency'],
  languages: ['gomod'],
  *extract({ unit }) {
    let verb: string | null = null;
    for (const node of unit.ofKind('string')) {
      const read = readGoDirective(unit.textOf(node), verb);
      verb = read.verb;
      if (read.directive === null) continue;
      const { verb: what, words, comment } = read.directive;
      const [path, version = ''] = words;
      if (path === undefined) continue;
      const name = withoutMajor(path);
      if (what === 'require')
        yield dependencySite(node, 'go', comment === 'indirect' ? 'indirect' : 'dependencies', {
          name,
          source: 'registry',
          version,
          pin: 'exact',
        });
      if (what === 'tool') yield dependencySite(node, 'go', 'tool', { name, source: 'registry', version: '' });
      const arrow = words.indexOf('=>');
      const [target, at = ''] = arrow === -1 ? [] : words.slice(arrow + 1);
      if (what === 'replace' && target !== undefined) {
        const isFolder = /^(?:\.{1,2}(?:\/|$)|\/)/.test(target);
        yield dependencySite(node, 'go', 'replace', {
          name,
          source: isFolder ? 'file' : 'git',
          version: [target, at].filter((part) => part !== '').join('@'),
          pin: 'exact',
        });
      }
    }
  },
});

/** `…/chi/v5` and `gopkg.in/yaml.v3` are versions of one module: the next one replaces it. */
function withoutMajor(path: string): string {
  return path.replace(path.startsWith('gopkg.in/') ? /\.v\d+$/ : /\/v\d+$/, '');
}
