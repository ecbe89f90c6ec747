import { plainLines } from '../../text/plain-lines.ts';
import { defineLockFormat, repositoryOf, unusualHost } from './define.ts';

/** Sections by where packages come from; their lines have a version in brackets. */
export const gemfileLock = defineLockFormat({
  id: 'gemfile',
  ecosystem: 'rubygems',
  fileNames: ['Gemfile.lock', 'gems.locked'],
  *read(text) {
    let section = '';
    let remote = '';
    let revision = '';
    const digests = new Map<string, string>();
    for (const line of plainLines(text)) {
      if (line.indent === 0) section = line.text;
      const sum = section === 'CHECKSUMS' ? /^ {2}(\S+) \(([^)]+)\) sha256=(\w+)/.exec(line.text) : null;
      if (sum !== null) digests.set(`${sum[1]!} ${sum[2]!}`, sum[3]!);
    }
    section = '';
    for (const line of plainLines(text)) {
      const place = { start: line.start + line.indent, end: line.start + line.text.length };
      if (line.indent === 0) {
        section = line.text;
        remote = '';
        revision = '';
        continue;
      }
      const field = /^ {2}(remote|revision): (.+)$/.exec(line.text);
      if (field?.[1] === 'remote') remote = field[2]!;
      if (field?.[1] === 'revision') revision = field[2]!;
      const wish = section === 'DEPENDENCIES' ? /^ {2}([^\s!]+)!?(?: \(([^)]*)\))?!?$/.exec(line.text) : null;
      if (wish !== null) yield { kind: 'wish', name: wish[1]!, version: wish[2] ?? '', ...place };
      const spec = line.indent === 4 ? /^ {4}(\S+) \(([^)]+)\)$/.exec(line.text) : null;
      if (spec === null || (section !== 'GEM' && section !== 'GIT')) continue;
      const digest = digests.get(`${spec[1]!} ${spec[2]!}`);
      const integrity = digest === undefined ? [] : [`sha256-${digest}`];
      yield section === 'GIT'
        ? {
            kind: 'package',
            name: spec[1]!,
            version: revision,
            source: 'git',
            from: repositoryOf(remote),
            integrity,
            ...place,
          }
        : {
            kind: 'package',
            name: spec[1]!,
            version: spec[2]!,
            source: 'registry',
            from: unusualHost('rubygems', remote),
            integrity,
            ...place,
          };
    }
  },
});

/** CocoaPods: `- Name (1.0)` below PODS, digests of their descriptions at the end, repositories by name. */
export const podfileLock = defineLockFormat({
  id: 'podfile',
  ecosystem: 'cocoapods',
  fileNames: ['Podfile.lock'],
  *read(text) {
    let section = '';
    const sources = new Map<string, string>();
    const digests = new Map<string, string>();
    let pod = '';
    for (const line of plainLines(text)) {
      if (line.indent === 0) section = line.text.replace(/:.*$/, '');
      if (section === 'SPEC CHECKSUMS') {
        const sum = /^ {2}"?([^:"]+)"?: (\w+)$/.exec(line.text);
        if (sum !== null) digests.set(sum[1]!, sum[2]!);
      }
      if (section !== 'EXTERNAL SOURCES' && section !== 'CHECKOUT OPTIONS') continue;
      if (line.indent === 2) pod = line.text.trim().replace(/:$/, '').replaceAll('"', '');
      const git = /^ {4}:git: "?([^"]+)"?$/.exec(line.text)?.[1];
      if (git !== undefined) sources.set(pod, git);
    }
    section = '';
    for (const line of plainLines(text)) {
      if (line.indent === 0) section = line.text.replace(/:.*$/, '');
      const spec = section === 'PODS' ? /^ {2}- "?([^\s/("]+) \(([^)]+)\)/.exec(line.text) : null;
      if (spec === null) continue;
      const git = sources.get(spec[1]!);
      const digest = digests.get(spec[1]!);
      yield {
        kind: 'package',
        name: spec[1]!,
        version: spec[2]!,
        source: git === undefined ? 'registry' : 'git',
        from: git === undefined ? '' : repositoryOf(git),
        integrity: digest === undefined ? [] : [`sha1-${digest}`],
        start: line.start + line.indent,
        end: line.start + line.text.length,
      };
    }
  },
});
