import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { SuppliedSource, WantedSource } from '../core/load-policy.ts';
import { readSnapshot } from './files.ts';
import { listCountersignFiles, readAtBase, type PolicyBase } from './policy-source.ts';
import { readTarEntry } from './tar.ts';

type WantedPack = Extract<WantedSource, { kind: 'package' }>;

const VENDORED = '.countersign/packs';
const RULES = 'policy.yaml';
const MAX_UNPACKED = 8 * 1024 * 1024;

/**
 * The rules of an npm package: a vendored copy or tarball at the base, else what is installed. Whatever it is, it counts only
 * with the integrity that the policy names; nothing of the package is run.
 */
export async function readPack(
  { name, integrity }: WantedPack,
  base: PolicyBase,
  workspace?: string,
): Promise<SuppliedSource> {
  const seen: string[] = [];
  const accept = (bytes: Uint8Array | null, where: string): boolean => {
    if (bytes === null) return false;
    if (integrityOf(bytes) === integrity) return true;
    seen.push(`${where} has ${integrityOf(bytes)}`);
    return false;
  };
  const copy = `${VENDORED}/${name}/${RULES}`;
  const bytes = (await readAtBase(base, copy))?.bytes ?? null;
  if (accept(bytes, copy)) return toSource(name, bytes!);
  for (const path of await tarballsOf(name, base)) {
    const tarball = (await readAtBase(base, path))?.bytes ?? null;
    if (!accept(tarball, path)) continue;
    const rules = unpack(tarball!);
    return rules === null ? { refused: `"${path}" has no ${RULES}.` } : toSource(name, rules);
  }
  const installed = await readInstalled(name, base, workspace);
  if (accept(installed, `node_modules/${name}/${RULES}`)) return toSource(name, installed!);
  return {
    refused:
      seen.length === 0
        ? `The package "${name}" is neither in ${VENDORED}/ nor in node_modules.`
        : `The package "${name}" is not the one whose integrity is named: ${seen.join(', ')}.`,
  };
}

export function integrityOf(bytes: Uint8Array): string {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
}

/** `@acme/rules` is packed as `acme-rules-3.0.0.tgz`. */
async function tarballsOf(name: string, base: PolicyBase): Promise<readonly string[]> {
  const start = `${VENDORED}/${name.replace(/^@/, '').replace('/', '-')}-`;
  return (await listCountersignFiles(base)).filter((path) => path.startsWith(start) && path.endsWith('.tgz'));
}

function unpack(tarball: Uint8Array): Uint8Array | null {
  try {
    return readTarEntry(gunzipSync(tarball, { maxOutputLength: MAX_UNPACKED }), `package/${RULES}`);
  } catch {
    // Its integrity is right, and still it is no archive: nothing can be read from it.
    return null;
  }
}

async function readInstalled(
  name: string,
  base: PolicyBase,
  workspace: string | undefined,
): Promise<Uint8Array | null> {
  const root =
    workspace ?? (base.kind === 'commit' ? base.repository.root : base.kind === 'directory' ? base.root : null);
  if (root === null) return null;
  const read = await readSnapshot(root, `node_modules/${name}/${RULES}`);
  return read.kind === 'file' ? read.snapshot.bytes : null;
}

function toSource(name: string, bytes: Uint8Array): SuppliedSource {
  try {
    return { file: `${name}/${RULES}`, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { refused: `The rules of "${name}" are not in UTF-8.` };
  }
}
