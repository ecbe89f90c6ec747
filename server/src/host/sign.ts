import { worded } from '../core/model/wording.ts';
import { presenceOf, readSshSignature, SEAL_NAMESPACE } from '../core/record.ts';
import { checkSignature } from './check-signature.ts';
import { throwProblem } from './problems.ts';
import type { SigningKey } from './signing-key.ts';
import { runKeygen, withTemporaryFile } from './ssh-keygen.ts';

/** A person may have to look for the key, touch it and type its PIN. */
const signingTimeoutMs = 180_000;

/**
 * Signs with the key, by ssh-keygen: this program never sees a private key.
 *
 * @returns the signature in its armour, checked against the text
 * @throws HostProblem when there is no signature: cancelled, locked, not plugged in
 */
export async function signText(text: string, { key, from, program }: SigningKey): Promise<string> {
  const sign = async (path: string, words: readonly string[]): Promise<string> => {
    const answer = await runKeygen({
      program,
      arguments: ['-Y', 'sign', '-n', SEAL_NAMESPACE, '-f', path, ...words],
      input: text,
      timeoutMs: signingTimeoutMs,
      isAttended: true,
    });
    if (answer.exitCode === 0 && answer.output.includes('BEGIN SSH SIGNATURE')) return answer.output;
    const said = answer.complaint
      .trim()
      .split('\n')
      .findLast((line) => !line.startsWith('Signing '));
    return throwProblem(
      'signingFailed',
      worded`There is no signature: ${said ?? `${program} answered ${answer.exitCode}`}.`,
    );
  };
  const signature =
    from.kind === 'file'
      ? await sign(from.path, [])
      : await withTemporaryFile(`${from.line}\n`, (path) => sign(path, ['-U']));
  const check = checkSignature(text, signature);
  if (check.kind === 'bad') return throwProblem('signingFailed', worded`The signature cannot be used. ${check.why}`);
  if (check.fingerprint !== key.fingerprint)
    return throwProblem('signingFailed', worded`Another key signed: ${check.fingerprint}, not ${key.fingerprint}.`);
  return signature;
}

/** Whether the key's owner touched it, as the signature says. */
export function presenceIn(signature: string): 'touch' | 'none' {
  const read = readSshSignature(signature);
  return typeof read === 'string' ? 'none' : presenceOf(read);
}
