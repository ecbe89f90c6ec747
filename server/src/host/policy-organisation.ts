import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { worded } from '../core/model/wording.ts';
import type { PolicySource, SuppliedSource } from '../core/load-policy.ts';
import { readSnapshot } from './files.ts';
import { readAtBase, type PolicyBase } from './policy-source.ts';
import { describeError, throwProblem } from './problems.ts';

export interface OrganisationPolicy {
  readonly source: PolicySource;
  /** A file beside it that it extends. */
  readonly read: (path: string) => Promise<SuppliedSource>;
}

const VENDORED = '.countersign/organisation.yaml';

/**
 * The policy above that of a repository: a file, or the SHA-256 that the repository's copy of it must have at the base.
 * @throws HostProblem when it cannot be read or is another: without it, its floors would not hold
 */
export async function readOrganisation(given: string, base: PolicyBase): Promise<OrganisationPolicy> {
  if (!/^sha256:/i.test(given)) return await readFromFile(given);
  const digest = /^sha256:([0-9a-f]{64})$/i.exec(given)?.[1]?.toLowerCase();
  return digest === undefined
    ? throwProblem('policyUnreadable', worded`"${given}" is no digest: 64 digits of "0-9a-f" follow "sha256:".`)
    : await readVendored(digest, base);
}

async function readFromFile(given: string): Promise<OrganisationPolicy> {
  const path = await realpath(resolve(given)).catch((error: unknown) =>
    throwProblem(
      'policyUnreadable',
      worded`The policy of the organisation, "${given}": ${describeError(error)}.`,
      given,
    ),
  );
  const folder = dirname(path);
  const text = await readText(folder, basename(path));
  if (text === null)
    throwProblem('policyUnreadable', worded`The policy of the organisation, "${given}", is no text file.`, given);
  return {
    source: { file: given, text },
    async read(name) {
      const beside = await readText(folder, name);
      return beside === null
        ? { refused: `There is no file "${name}" beside "${given}".` }
        : { file: name, text: beside };
    },
  };
}

async function readText(folder: string, name: string): Promise<string | null> {
  const read = await readSnapshot(folder, name);
  return read.kind === 'file' && read.snapshot.notJudged === null ? read.snapshot.version.text : null;
}

/** The digest is of one file: what that extends must be shipped, or a package with its own integrity. */
async function readVendored(digest: string, base: PolicyBase): Promise<OrganisationPolicy> {
  const snapshot = await readAtBase(base, VENDORED);
  if (snapshot?.bytes == null || snapshot.notJudged !== null)
    return throwProblem(
      'policyUnreadable',
      worded`There is no policy of the organisation in "${VENDORED}" at the base.`,
      VENDORED,
    );
  const own = createHash('sha256').update(snapshot.bytes).digest('hex');
  if (own !== digest)
    throwProblem('policyUnreadable', worded`"${VENDORED}" at the base is not the policy of the organisation: it has sha256:${own}.`, VENDORED); // prettier-ignore
  return {
    source: { file: VENDORED, text: snapshot.version.text },
    read: (name) =>
      Promise.resolve({ refused: `"${name}" is not covered by the digest of the organisation's policy.` }),
  };
}
