import type { Attachment } from './define.ts';

const NOTE = '# Names and addresses were left out for privacy (identity: key-id).\n';
/** Who, options, the key; what follows is a comment. */
const SIGNER = /^(?:"[^"]*"|\S+)\s+(.*?)\s*((?:sk-)?(?:ssh|ecdsa)-\S+)\s+([A-Za-z0-9+/=]+)(?:\s|$)/u;
const ADDRESS = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.\p{L}{2,63}/gu;

/** What records are checked with, naming people by their keys alone: signatures can still be verified with it. */
export function withholdPeople(
  { path, text }: Attachment,
  fingerprintOf: (publicKey: string) => string | null,
): Attachment {
  const rest = path.endsWith('/allowed_signers')
    ? toSigners(text, fingerprintOf)
    : text.replaceAll(ADDRESS, 'left-out');
  return rest === text ? { path, text } : { path, text: `${NOTE}${rest}` };
}

function toSigners(text: string, fingerprintOf: (publicKey: string) => string | null): string {
  const rows = text.split('\n').flatMap((line) => {
    const [, options = '', type = '', key = ''] = SIGNER.exec(line.trim().slice(0, 32 * 1024)) ?? [];
    const who = line.trim().startsWith('#') ? null : fingerprintOf(`${type} ${key}`);
    return who === null ? [] : [[who, options, type, key].filter((word) => word !== '').join(' ')];
  });
  return rows.map((row) => `${row}\n`).join('');
}
