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
  const asked = askedBy(head);
  const alias = /^"?(?:@[^@/]+\/)?[^@"]+@npm:((?:@[^@/]+\/)?[^@"]+)@/.exec(head)?.[1];
  const named = alias ?? /^"?((?:@[^@/]+\/)?[^@"]+)@/.exec(head)?.[1];
  const resolution = fields.get('resolution');
  if (resolution === undefined) {
    if (named !== undefined)
      yield {
        ...toNpmPackage(named, version, fields.get('resolved') ?? '', fields.get('integrity') ?? '', { start, end }),
        asked,
      };
  } else {
    const split = /^((?:@[^@/]+\/)?[^@]+)@(.*)$/.exec(resolution);
    if (split === null || /^(?:workspace|link|portal|patch|virtual):/.test(split[2]!)) return;
    const [, key = cacheKey, checksum = ''] = /^(?:([\w.]+)\/)?(\w+)$/.exec(fields.get('checksum') ?? '') ?? [];
    // Of a registry that is not the usual one the address of the archive stands behind the version.
    const archive = /::__archiveUrl=([^&]+)/.exec(split[2]!)?.[1] ?? '';
    const address = split[2]!.startsWith('npm:') ? decoded(archive) : split[2]!;
    const place = { start, end };
    const digest = checksum === '' ? '' : `cache${key}-${checksum}`;
    // The name that was asked for, so that another one under it is seen.
    const isOther = named !== undefined && named !== split[1]! && split[2]!.startsWith('npm:');
    const own = toNpmPackage(isOther ? named : split[1]!, version, address, digest, place);
    yield { ...own, ...(isOther ? { from: `npm:${split[1]!}` } : {}), asked };
  }
}

/** `axios@^1.6.0, axios@^1.5.0`, `axios@npm:^1.6.0`, `ax@npm:axios@^1.6.0`. */
function askedBy(head: string): readonly string[] {
  return head
    .replace(/:$/, '')
    .replaceAll('"', '')
    .split(', ')
    .slice(0, MAX_ASKED)
    .map((each) => each.slice(each.indexOf('@', 1) + 1).replace(/^npm:(?:(?:@[^@/]+\/)?[^@/^~<>=*\d][^@]*@)?/, ''));
}

const MAX_ASKED = 50;

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
