import { plainLines } from '../../text/plain-lines.ts';
import { defineLockFormat, type LockEntry } from './define.ts';
import { toNpmPackage } from './npm.ts';

/** Versions 5 to 9: `/lodash/4.17.21:`, `/lodash@4.17.21(peer@1):`, `lodash@4.17.21:`. @see https://github.com/pnpm/spec (2026-11) */
export const pnpmLock = defineLockFormat({
  id: 'pnpm',
  ecosystem: 'npm',
  fileNames: ['pnpm-lock.yaml'],
  *read(text) {
    let section = '';
    let wish: string | null = null;
    let open: { key: string; resolution: string; start: number; end: number } | null = null;
    for (const line of plainLines(text)) {
      const { indent, start } = line;
      const end = start + line.text.length;
      const body = line.text.slice(indent);
      if (indent === 0) {
        if (open !== null) yield* packageOf(open);
        open = null;
        section = body.replace(/:.*$/, '');
        continue;
      }
      if (
        section === 'importers' ||
        section === 'dependencies' ||
        section === 'devDependencies' ||
        section === 'optionalDependencies'
      ) {
        const specifier = /^specifier: (.+)$/.exec(body)?.[1];
        if (specifier !== undefined && wish !== null)
          yield { kind: 'wish', name: wish, version: unquote(specifier), start, end };
        wish = /^('?(?:@[^/]+\/)?[^:'\s]+'?):$/.exec(body)?.[1] ?? null;
        if (wish !== null) wish = unquote(wish);
      } else if (section === 'specifiers') {
        const parts = /^('?[^:'\s]+'?): (.+)$/.exec(body);
        if (parts !== null) yield { kind: 'wish', name: unquote(parts[1]!), version: unquote(parts[2]!), start, end };
      } else if (section === 'packages') {
        if (indent === 2) {
          if (open !== null) yield* packageOf(open);
          open = body.endsWith(':') ? { key: unquote(body.slice(0, -1)), resolution: '', start, end } : null;
        } else if (
          open !== null &&
          (body.startsWith('resolution:') || (indent === 6 && /^(?:integrity|tarball|repo|commit|type): /.test(body)))
        ) {
          open.resolution += ` ${body}`;
          open.end = end;
        }
      }
    }
    if (open !== null) yield* packageOf(open);
  },
});

function* packageOf({
  key,
  resolution,
  start,
  end,
}: {
  key: string;
  resolution: string;
  start: number;
  end: number;
}): Generator<LockEntry> {
  const of = (field: string): string => new RegExp(`\\b${field}: '?([^,'}\\s]+)`).exec(resolution)?.[1] ?? '';
  const place = { start, end };
  const bare = key.replace(/\(.*$/, '').replace(/^\//, '');
  const repository = of('repo');
  const parts = /^((?:@[^@/]+\/)?[^@/]+)[@/](.+)$/.exec(bare);
  if (of('type') === 'directory' || /^(?:file|link):/.test(parts?.[2] ?? bare)) return;
  if (repository !== '') {
    yield toNpmPackage(parts?.[1] ?? bare, of('commit'), `git+${repository}#${of('commit')}`, of('integrity'), place);
    return;
  }
  if (parts === null) return;
  const version = parts[2]!.replace(/_.*$/, '');
  yield toNpmPackage(parts[1]!, version, of('tarball'), of('integrity'), place);
}

function unquote(text: string): string {
  return text.replace(/^(['"])(.*)\1$/, '$2');
}
