import type { FileReading } from '../define.ts';
import { inputOf, type Step } from './workflow.ts';

/** Inputs of actions that name an identity, by action. */
const ROLES: ReadonlyMap<string, readonly string[]> = new Map([
  ['aws-actions/configure-aws-credentials', ['role-to-assume']],
  ['google-github-actions/auth', ['service_account', 'workload_identity_provider']],
  ['azure/login', ['client-id']],
  ['hashicorp/vault-action', ['role']],
]);

/** Whom a step becomes by the OIDC token of its job. */
export function roleOf(reading: FileReading, step: Step): string | null {
  for (const input of ROLES.get(step.action ?? '') ?? []) {
    const role = inputOf(reading, step, input);
    if (role !== null) return role;
  }
  return null;
}

/** Inputs of the same actions by which they are given a key that lasts. */
const KEYS: ReadonlyMap<string, readonly string[]> = new Map([
  ['aws-actions/configure-aws-credentials', ['aws-access-key-id']],
  ['google-github-actions/auth', ['credentials_json']],
  ['azure/login', ['creds', 'client-secret']],
]);

/** What a step signs in with, where that is a key and not the token of its job: `key of azure/login`. */
export function keyOf(reading: FileReading, step: Step): string | null {
  const given = (KEYS.get(step.action ?? '') ?? []).some((input) => inputOf(reading, step, input) !== null);
  return given ? `a key of ${step.action!}` : null;
}
