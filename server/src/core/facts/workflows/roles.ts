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
