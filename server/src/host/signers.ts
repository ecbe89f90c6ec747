import type { Signers } from '../core/model/ledger.ts';
import type { Loaded } from '../core/model/problem.ts';
import { worded } from '../core/model/wording.ts';
import { loadSigners } from '../core/record.ts';
import { decodeText } from './encoding.ts';
import { readSnapshot } from './files.ts';
import type { PolicyBase } from './policy-files.ts';
import { throwProblem } from './problems.ts';

const allowedPath = '.countersign/allowed_signers';
const revokedPath = '.countersign/revoked_signers';
const maxBytes = 4 * 1024 * 1024;

/**
 * Who may sign, by the base revision: an edit of the list does not change how that edit is judged. Null: no list there.
 *
 * @throws HostProblem when there is one that cannot be read
 */
export async function readSigners(base: PolicyBase): Promise<Loaded<Signers | null>> {
  const [allowed, revoked] = [await readAt(base, allowedPath), await readAt(base, revokedPath)];
  if (allowed === null && revoked === null) return { value: null, problems: [] };
  return loadSigners(
    allowed === null ? null : { file: allowedPath, text: allowed },
    revoked === null ? null : { file: revokedPath, text: revoked },
  );
}

/** A file of the base, from the top of the repository. */
async function readAt(base: PolicyBase, path: string): Promise<string | null> {
  switch (base.kind) {
    case 'none':
      return null;
    case 'directory': {
      const read = await readSnapshot(base.root, path);
      if (read.kind === 'absent') return null;
      if (read.kind === 'unreadable') return throwProblem('signersUnreadable', read.problem.message, path);
      return read.snapshot.notJudged === null ? read.snapshot.version.text : refuse(path, 'it is no text');
    }
    case 'commit': {
      const found = await base.repository.blobs.locate(base.commit, path);
      if (found === null) return null;
      if (found.type !== 'blob') return refuse(path, 'it is no file');
      const read = await base.repository.blobs.read(found.id, maxBytes);
      if (read.kind !== 'blob')
        return refuse(path, read.kind === 'missing' ? 'it is not in this clone' : 'it is too large');
      const decoded = decodeText(read.bytes);
      return decoded.kind === 'text' ? decoded.text : refuse(path, 'it is no text');
    }
  }
}

function refuse(path: string, why: string): never {
  return throwProblem('signersUnreadable', worded`"${path}" cannot be used: ${why}.`, path);
}
