import { ask, type Repository } from './git-repository.ts';
import { splitNul } from './git-run.ts';
import { decodeText, encodeText, type TextEncoding } from './encoding.ts';

/** What git does to a file between its object store and the disk. Filters are never run; see `git-read.ts` for LFS. */
export interface Conversions {
  readonly endings: 'crlf' | 'none';
  /** The attribute `working-tree-encoding` names a character set: stored as UTF-8, on disk in that one. */
  readonly encodes: boolean;
}

/** @see gitattributes(5) "text", "eol" and git-config(1) "core.autocrlf", "core.eol" */
export async function readConversions(repository: Repository, path: string): Promise<Conversions> {
  const names = ['text', 'crlf', 'eol', 'working-tree-encoding'];
  const answer = splitNul(
    await ask(repository, { arguments: ['check-attr', '-z', '--stdin', ...names], input: `${path}\0` }),
  );
  const values = new Map<string, string>();
  for (let at = 0; at + 2 < answer.length; at += 3) values.set(answer[at + 1] ?? '', answer[at + 2] ?? '');
  const given = (name: string): string => values.get(name) ?? 'unspecified';
  const text = given('text') === 'unspecified' ? given('crlf') : given('text');
  const encodes = !['unspecified', 'unset', 'set'].includes(given('working-tree-encoding'));
  return { endings: readEndings(repository, text, given('eol')), encodes };
}

function readEndings(repository: Repository, text: string, eol: string): Conversions['endings'] {
  if (text === 'unset' || eol === 'lf' || text === 'input') return 'none';
  if (eol === 'crlf') return 'crlf';
  const automatic = repository.configuration.get('core.autocrlf') ?? 'false';
  if (automatic === 'true') return 'crlf';
  if (automatic === 'input' || text === 'unspecified') return 'none';
  const native = process.platform === 'win32' ? 'crlf' : 'lf';
  const configured = repository.configuration.get('core.eol') ?? 'native';
  return (configured === 'native' ? native : configured) === 'crlf' ? 'crlf' : 'none';
}

/** Cheap: asking git for attributes costs a process, and most files need none. */
export function mayBeConverted(stored: OnDisk, disk: OnDisk): boolean {
  if (stored.encoding === null || disk.encoding === null || stored.bytes === null) return false;
  return stored.encoding.charset !== disk.encoding.charset || (hasCrlf(disk) && !stored.bytes.includes(0x0d));
}

interface OnDisk {
  readonly bytes: Uint8Array | null;
  readonly encoding: TextEncoding | null;
}

/** Bytes a checkout would have written where the file on disk now is, or null when no conversion applies. */
export function toWorktreeBytes(stored: Uint8Array, disk: OnDisk, conversions: Conversions): Uint8Array | null {
  if (conversions.endings === 'none' && !conversions.encodes) return null;
  const decoded = decodeText(stored);
  if (decoded.kind !== 'text' || disk.encoding === null) return null;
  const wantsCrlf = conversions.endings === 'crlf' && !decoded.text.includes('\r') && hasCrlf(disk);
  const text = wantsCrlf ? decoded.text.replaceAll('\n', '\r\n') : decoded.text;
  return encodeText(text, conversions.encodes ? disk.encoding : decoded.encoding);
}

/** A checkout made before the setting was changed may still have the stored endings. */
function hasCrlf(disk: OnDisk): boolean {
  return disk.bytes !== null && Buffer.from(disk.bytes).includes('\r\n');
}
