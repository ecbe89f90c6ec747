import type { AutomationPart, AutomationTrigger } from '../../model/inventory.ts';
import type { InventoryEntry } from '../../model/inventory-entry.ts';
import { compareText } from '../../text/compare-text.ts';
import { sha256Hex } from '../../text/hash.ts';
import { defineInventoryExport, type InventoryInput } from './define.ts';
import {
  dataWords,
  identityWords,
  isOpenToAnybody,
  placeWords,
  registrationWords,
  reviewWords,
  rightWords,
} from './entry-words.ts';

/**
 * An automation is a `service`: that is where the format has owners, data with their direction and class, endpoints and trust
 * boundaries, and what readers of the format look at. Triggers and steps have a place in `formulation` only, so each automation
 * has a workflow there too, which refers to its service. `formulation` alone would say that all of them built something.
 *
 * @see CycloneDX 1.6, ECMA-424
 */
export const inventoryCycloneDx = defineInventoryExport({
  id: 'cyclonedx',
  title: 'CycloneDX 1.6',
  mediaType: 'application/vnd.cyclonedx+json; version=1.6',
  write: (input) => {
    const document = toDocument(input);
    const serialNumber = `urn:uuid:${toUuid(sha256Hex(JSON.stringify(document)))}`;
    const { bomFormat, specVersion, ...rest } = document;
    const whole = { $schema: SCHEMA, bomFormat, specVersion, serialNumber, version: 1, ...rest };
    return `${JSON.stringify(whole, null, 2)}\n`;
  },
});

const SCHEMA = 'http://cyclonedx.org/schema/bom-1.6.schema.json';

function toDocument({ title, entries, gaps, tool }: InventoryInput) {
  const hosts = partsOf(entries, ({ connectors }) => connectors);
  const models = partsOf(entries, ({ models: all }) => all);
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    metadata: {
      lifecycles: [{ phase: 'operations' }],
      tools: { components: [{ type: 'application', name: 'countersign', version: tool.version }] },
      component: { type: 'application', 'bom-ref': 'inventory', name: title === '' ? 'inventory' : title },
      ...propertiesOf(gaps.map((gap) => ['gap', gap])),
    },
    components: models.map((name) => ({ type: 'machine-learning-model', 'bom-ref': refOf('model', name), name })),
    services: [...entries.map(toService), ...hosts.map(toHost)],
    dependencies: [
      { ref: 'inventory', dependsOn: unique(entries.map(refOfEntry)) },
      ...entries.map((entry) => ({ ref: refOfEntry(entry), dependsOn: dependsOn(entry) })),
    ],
    formulation: [{ 'bom-ref': 'formulation', workflows: entries.map(toWorkflow) }],
  };
}

function refOfEntry({ automation, repository }: InventoryEntry): string {
  return refOf('automation', repository === '' ? automation.id : `${repository}/${automation.id}`);
}

function refOf(kind: string, name: string): string {
  return `${kind}:${name}`;
}

function partsOf(
  entries: readonly InventoryEntry[],
  pick: (automation: InventoryEntry['automation']) => readonly AutomationPart[],
): readonly string[] {
  return unique(entries.flatMap(({ automation }) => pick(automation).map(({ name }) => name))).toSorted(compareText);
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

function dependsOn({ automation }: InventoryEntry): readonly string[] {
  return unique([
    ...automation.connectors.map(({ name }) => refOf('host', name)),
    ...automation.models.map(({ name }) => refOf('model', name)),
  ]);
}

function toService(entry: InventoryEntry): object {
  const { automation, repository, owner, purpose, data, rights, shared } = entry;
  const isRequested = automation.triggers.some(({ type }) => type === 'webhook' || type === 'comment');
  const properties: readonly Property[] = [
    ['kind', automation.kind],
    ['place', placeWords(entry)],
    ...(repository === '' ? [] : [['repository', repository] as const]),
    ...(owner === null
      ? []
      : ([
          ['owner', owner.name],
          ['owner-from', owner.from],
        ] as const)),
    ...(entry.legalBasis === null ? [] : [['legal-basis', entry.legalBasis] as const]),
    ...automation.identities.map((identity) => ['identity', identityWords(identity)] as const),
    ...shared.map(({ name, others }) => ['shared-credential', `${name}, ${others.length} more`] as const),
    ...automation.tools.map(({ name }) => ['tool', name] as const),
    ...automation.approvals.map(({ name }) => ['approval', name] as const),
    ...rights.map((right) => ['right', rightWords(right)] as const),
    ...data.map((row) => ['data', dataWords(row)] as const),
    ...(registrationWords(entry) === null ? [] : [['registration', registrationWords(entry)!] as const]),
    ['last-review', reviewWords(entry)],
    ...automation.gaps.map((gap) => ['gap', gap] as const),
  ];
  return {
    'bom-ref': refOfEntry(entry),
    ...(owner === null ? {} : { provider: { name: owner.name } }),
    group: automation.kind,
    name: automation.name,
    ...(purpose === null ? {} : { description: purpose }),
    // Only of what a request from outside starts there is something to be said.
    ...(isRequested ? { authenticated: !isOpenToAnybody(automation) } : {}),
    ...(data.length === 0
      ? {}
      : {
          data: data.map(({ dataClass, sink, to }) => ({
            flow: sink === null ? 'inbound' : 'outbound',
            classification: dataClass,
            ...(sink === null ? {} : { destination: [destination(to ?? sink)] }),
          })),
        }),
    ...propertiesOf(properties),
  };
}

/** The format wants a link or an identifier. */
function destination(to: string): string {
  return /^[\w.-]+$/u.test(to) ? refToLink(refOf('host', to)) : 'unknown';
}

function refToLink(ref: string): string {
  return encodeURI(ref);
}

function toHost(name: string): object {
  const isHost = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?$/iu.test(name);
  return {
    'bom-ref': refOf('host', name),
    name,
    ...(isHost ? { endpoints: [`https://${name}`] } : {}),
    'x-trust-boundary': true,
  };
}

function toWorkflow(entry: InventoryEntry): object {
  const { automation } = entry;
  const ref = refOfEntry(entry);
  const [first, ...others] = automation.triggers;
  return {
    'bom-ref': `${ref}/workflow`,
    uid: automation.id,
    name: automation.name,
    resourceReferences: [{ ref }],
    taskTypes: ['other'],
    ...(first === undefined ? {} : { trigger: toTrigger(first, ref) }),
    ...(automation.steps.length === 0
      ? {}
      : {
          steps: automation.steps.map(({ name, detail }) => ({
            name,
            ...(detail === undefined ? {} : { description: detail }),
          })),
        }),
    // A workflow of the format has one trigger.
    ...propertiesOf(others.map(({ name, type, by }) => ['trigger', `${name} (${type}, by ${by})`])),
  };
}

const TRIGGERS: Readonly<Record<AutomationTrigger['type'], string>> = {
  manual: 'manual',
  schedule: 'scheduled',
  push: 'webhook',
  'pull-request': 'webhook',
  comment: 'webhook',
  event: 'api',
  webhook: 'webhook',
};

function toTrigger({ name, type, by, detail }: AutomationTrigger, ref: string): object {
  return {
    'bom-ref': `${ref}/trigger`,
    uid: `${ref}/trigger`,
    name,
    ...(detail === undefined ? {} : { description: detail }),
    type: TRIGGERS[type],
    ...propertiesOf([['by', by]]),
  };
}

type Property = readonly [name: string, value: string];

function propertiesOf(properties: readonly Property[]): object {
  if (properties.length === 0) return {};
  return { properties: properties.map(([name, value]) => ({ name: `countersign:${name}`, value })) };
}

/** Of the content, so that the same inventory has the same number. @see RFC 9562, version 8 */
function toUuid(hash: string): string {
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}
