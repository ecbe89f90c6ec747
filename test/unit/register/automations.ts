import type { Automation, AutomationIdentity, AutomationTrigger } from '../../../server/src/core/model/inventory.ts';
import type { InventoryEntry } from '../../../server/src/core/model/inventory-entry.ts';
import type { Range } from '../../../server/src/core/model/text.ts';
import { joinInventory, type FoundRepository } from '../../../server/src/core/register.ts';

export function lineAt(line: number): Range {
  return { start: { line, character: 0 }, end: { line, character: 10 } };
}

export function part(name: string, line: number, detail?: string) {
  return { name, range: lineAt(line), ...(detail === undefined ? {} : { detail }) };
}

export function trigger(name: string, type: AutomationTrigger['type'], by: AutomationTrigger['by']): AutomationTrigger {
  return { ...part(name, 2), type, by };
}

export function identity(
  name: string,
  type: AutomationIdentity['type'],
  lifetime: AutomationIdentity['lifetime'],
  grants: readonly string[] = [],
): AutomationIdentity {
  return { ...part(name, 6), type, lifetime, grants };
}

/** A workflow that anybody can start, and that hands what they write to a model. */
export function triage(over: Partial<Automation> = {}): Automation {
  return {
    id: 'triage',
    kind: 'github-actions',
    name: 'Triage',
    path: '.github/workflows/triage.yml',
    range: lineAt(0),
    triggers: [trigger('issues', 'comment', 'anybody')],
    steps: [part('triage: label', 9, 'node scripts/label.mjs')],
    identities: [
      identity('GITHUB_TOKEN of triage', 'token', 'short-lived', ['issues: write']),
      identity('secrets.OPENAI_KEY', 'credential', 'static'),
    ],
    connectors: [part('api.openai.com', 10)],
    models: [part('gpt-4o', 11)],
    tools: [part('add_label', 12)],
    approvals: [],
    gaps: [],
    ...over,
  };
}

export function nightly(over: Partial<Automation> = {}): Automation {
  return {
    ...triage(),
    id: 'nightly',
    kind: 'kubernetes-cron-job',
    name: 'nightly-report',
    path: 'deploy/nightly.yaml',
    triggers: [trigger('0 3 * * *', 'schedule', 'nobody')],
    identities: [identity('secrets.OPENAI_KEY', 'credential', 'static')],
    connectors: [],
    models: [],
    tools: [],
    owner: '@acme/reports',
    ...over,
  };
}

export function repository(automations: readonly Automation[], over: Partial<FoundRepository> = {}): FoundRepository {
  return {
    name: '',
    automations: automations.map((automation) => ({ automation, blob: 'b1', files: [automation.path], facts: [] })),
    codeOwners: [],
    register: null,
    records: [],
    ...over,
  };
}

export function joined(
  automations: readonly Automation[],
  over: Partial<FoundRepository> = {},
): readonly InventoryEntry[] {
  return joinInventory([repository(automations, over)]);
}
