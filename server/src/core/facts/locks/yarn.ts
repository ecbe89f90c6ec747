import { plainLines } from '../../text/plain-lines.ts';
import { defineLockFormat, type LockEntry } from './define.ts';
import { toNpmPackage } from './npm.ts';

/** Both forms: `resolved "…"` of version 1, `resolution: "…"` since version 2. */
export const yarnLock = defineLockFormat({
  id: 'yarn',
  ecosystem: 'npm',
  fileNames: ['yarn.lock'],
  *read(text) {
    let open: Draft | null = null;
    // How the archive in the cache is packed decides its digest.
    let cacheKey = '';
    for (const line of plainLines(text)) {
      if (line.text.startsWith('#')) continue;
      if (line.indent === 0) {
        if (open !== null) yield* packagesOf(open, cacheKey);
        open = { head: line.text, fields: new Map(), start: line.start, end: line.start + line.text.length };
        continue;
      }
      const field = /^ {2}(version|resolved|integrity|resolution|checksum|linkType|cacheKey):? +"?([^"\s]+)"?$/.exec(
        line.text,
      );
      if (open === null || field === null) continue;
      if (field[1] === 'cacheKey') cacheKey = field[2]!;
      open.fields.set(field[1]!, field[2]!);
      open.end = line.start + line.text.length;
    }
    if (open !== null) yield* packagesOf(open, cacheKey);
  },
});

interface Draft {
  readonly head: string;
  readonly fields: Map<string, string>;
  readonly start: number;
  end: number;
}

function* packagesOf({ head, fields, start, end }: Draft, cacheKey: string): Generator<LockEntry> {
  const version = fields.get('version');
  // `__metadata:` is no package; a link is the project's own.
  if (version === undefined || head.startsWith('__') || fields.get('linkType') === 'soft') return;
  const named = /^"?((?:@[^@/]+\/)?[^@"]+)@/.exec(head)?.[1];
  const resolution = fields.get('resolution');
  if (resolution === undefined) {
    if (named !== undefined)
      yield toNpmPackage(named, version, fields.get('resolved') ?? '', fields.get('integrity') ?? '', { start, end });
  } else {
    const split = /^((?:@[^@/]+\/)?[^@]+)@(.*)$/.exec(resolution);
    if (split === null || /^(?:workspace|link|portal|patch|virtual):/.test(split[2]!)) return;
    const [, key = cacheKey, checksum = ''] = /^(?:([\w.]+)\/)?(\w+)$/.exec(fields.get('checksum') ?? '') ?? [];
    const address = split[2]!.startsWith('npm:') ? '' : split[2]!;
    yield toNpmPackage(split[1]!, version, address, checksum === '' ? '' : `cache${key}-${checksum}`, { start, end });
  }
}
