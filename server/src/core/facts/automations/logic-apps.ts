import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { objectAt, textAt } from '../kubernetes/manifest.ts';
import { hostOf } from '../normalise.ts';
import { asText, entryOf, valueOfKey } from '../objects.ts';
import {
  automation,
  defineAutomation,
  type FoundAutomation,
  type FoundIdentity,
  type FoundPart,
  type FoundTrigger,
} from './define.ts';
import { fileName } from './file-name.ts';
import { isTalkedTo, modelHosts, onceByName } from './hosts.ts';
import { objectsByName } from './texts.ts';

/**
 * Definitions of Azure Logic Apps and exports of Power Automate, alone or within a template of resources.
 * @see https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-definition-language (2026-11)
 */
export const logicApps = defineAutomation({
  id: 'logic-apps',
  title: 'Logic App or Power Automate flow',
  languages: ['json'],
  words: [
    ['"triggers"', '"actions"', 'workflowdefinition.json'],
    ['"triggers"', '"actions"', '"definition"'],
  ],
  isOfConnectors: true,
  *find(reading) {
    for (const object of reading.unit.ofKind('object')) {
      if (valueOfKey(reading, object, 'actions') === null) continue;
      const triggers = objectsByName(reading, objectAt(reading, object, 'triggers'));
      const isOfThem =
        /workflowdefinition\.json/.test(textAt(reading, object, '$schema') ?? '') ||
        triggers.some((each) => TYPE.test(textAt(reading, each.object, 'type') ?? ''));
      if (isOfThem && !isPart(reading, object)) yield toFlow(reading, object);
    }
  },
});

const TYPE =
  /^(?:Request|Recurrence|SlidingWindow|Http|HttpWebhook|ApiConnection|ApiConnectionWebhook|OpenApiConnection\w*|ServiceProvider|Manual|Batch)$/;

function isPart(reading: FileReading, object: SyntaxNode): boolean {
  for (let at = object.parent; at !== null; at = at.parent)
    if (
      at.kind === 'object' &&
      valueOfKey(reading, at, 'triggers') !== null &&
      valueOfKey(reading, at, 'actions') !== null
    )
      return true;
  return false;
}

interface Action {
  readonly name: string;
  readonly type: string;
  readonly object: SyntaxNode;
  readonly inputs: SyntaxNode | null;
  readonly node: SyntaxNode;
  readonly subject: Subject;
}

const MAX_ACTIONS = 2_000;
const MAX_DEPTH = 30;

/** Those of scopes, loops, conditions and switches too. */
function actionsOf(reading: FileReading, definition: SyntaxNode): readonly Action[] {
  const found: Action[] = [];
  const visit = (owner: SyntaxNode | null, depth: number): void => {
    if (owner === null || depth > MAX_DEPTH) return;
    for (const { name, object, node } of objectsByName(reading, objectAt(reading, owner, 'actions'))) {
      if (found.length > MAX_ACTIONS) return;
      found.push({
        name: name.replaceAll('_', ' '),
        type: textAt(reading, object, 'type') ?? 'action',
        object,
        inputs: objectAt(reading, object, 'inputs'),
        node,
        subject: { type: 'step', symbol: name },
      });
      visit(object, depth + 1);
      visit(objectAt(reading, object, 'else'), depth + 1);
      visit(objectAt(reading, object, 'default'), depth + 1);
      for (const each of objectsByName(reading, objectAt(reading, object, 'cases'))) visit(each.object, depth + 1);
    }
  };
  visit(definition, 0);
  return found;
}

function toFlow(reading: FileReading, definition: SyntaxNode): FoundAutomation {
  const actions = actionsOf(reading, definition);
  const triggers = objectsByName(reading, objectAt(reading, definition, 'triggers'));
  const inTriggers = triggers.map(({ name, object, node }): Action => ({
    name,
    type: textAt(reading, object, 'type') ?? '',
    object,
    inputs: objectAt(reading, object, 'inputs'),
    node,
    subject: { type: 'step', symbol: name },
  }));
  const hosts = onceByName(actions.flatMap((action) => hostOfAction(reading, action)));
  const around = ownerOf(reading, definition);
  return automation({
    name: around.name ?? fileName(reading.unit.path),
    node: entryOf(reading, definition, 'triggers') ?? definition,
    triggers: inTriggers.map((each) => triggerOf(reading, each)),
    steps: actions.map(({ name, type, node, subject }) => ({ name, detail: type, node, subject })),
    identities: onceByName([...actions, ...inTriggers].flatMap((action) => identityOf(reading, action))),
    connectors: [
      ...onceByName([...actions, ...inTriggers].flatMap((action) => connectorOf(reading, action))),
      ...hosts,
    ],
    models: [
      ...modelHosts(hosts),
      ...onceByName(actions.flatMap((action) => connectorOf(reading, action))).filter(({ name }) =>
        /^(?:azureopenai|openai|aibuilder|cognitiveservices\w*)$/i.test(name),
      ),
    ],
    approvals: actions
      .filter((action) => isApproval(reading, action))
      .map(({ name, node }) => ({ name, detail: 'waits for an answer', node })),
    programs: actions.flatMap(({ name, type, inputs, node, subject }) => {
      const text = /^(?:JavaScriptCode|CSharpScriptCode|PowerShellCode)$/.test(type)
        ? (textAt(reading, inputs, 'code') ?? textAt(reading, inputs, 'CodeFile'))
        : null;
      return text === null ? [] : [{ name, text, node, subject }];
    }),
    purpose: around.purpose,
  });
}

/** The resource or the export that the definition is part of. */
function ownerOf(
  reading: FileReading,
  definition: SyntaxNode,
): { readonly name: string | null; readonly purpose: string | null } {
  for (let at = definition.parent; at !== null; at = at.parent) {
    if (at.kind !== 'object') continue;
    const name =
      textAt(reading, at, 'displayName') ??
      textAt(reading, objectAt(reading, at, 'properties'), 'displayName') ??
      (textAt(reading, at, 'type') === 'Microsoft.Logic/workflows' ? textAt(reading, at, 'name') : null);
    if (name !== null)
      return {
        name,
        purpose:
          textAt(reading, at, 'description') ?? textAt(reading, objectAt(reading, at, 'properties'), 'description'),
      };
  }
  return { name: null, purpose: textAt(reading, definition, 'description') };
}

function triggerOf(reading: FileReading, { name, type, object, inputs, node, subject }: Action): FoundTrigger {
  const recurrence = objectAt(reading, object, 'recurrence');
  if (type === 'Recurrence' || type === 'SlidingWindow') {
    const every = ['interval', 'frequency'].flatMap((key) => textAt(reading, recurrence, key) ?? []).join(' ');
    return { name: every === '' ? name : `every ${every}`, type: 'schedule', by: 'nobody', node, subject };
  }
  if (type === 'Request' || type === 'Manual') {
    const kind = textAt(reading, object, 'kind') ?? 'Http';
    if (kind === 'Button' || kind === 'PowerApp' || kind === 'PowerAppV2' || kind === 'Skills')
      return { name, type: 'manual', by: 'insiders', detail: kind, node, subject };
    const asked = textAt(reading, inputs, 'triggerAuthenticationType') ?? 'All';
    const isOpen = asked === 'All' && objectAt(reading, object, 'conditions') === null;
    return {
      name,
      type: 'webhook',
      by: isOpen ? 'anybody' : 'insiders',
      detail: isOpen ? 'whoever has its address' : `for ${asked}`,
      node,
      subject,
    };
  }
  return {
    name,
    type: type === 'Http' ? 'schedule' : 'event',
    by: type === 'Http' ? 'nobody' : 'unknown',
    detail: connectorName(reading, inputs) ?? type,
    node,
    subject,
  };
}

/** `office365` of `/providers/Microsoft.PowerApps/apis/shared_office365`, or of a connection's reference. */
function connectorName(reading: FileReading, inputs: SyntaxNode | null): string | null {
  const host = objectAt(reading, inputs, 'host');
  const id =
    textAt(reading, host, 'apiId') ??
    textAt(reading, objectAt(reading, host, 'connection'), 'referenceName') ??
    textAt(reading, objectAt(reading, host, 'connection'), 'name') ??
    textAt(reading, objectAt(reading, inputs, 'serviceProviderConfiguration'), 'serviceProviderId') ??
    textAt(reading, host, 'connectionName');
  if (id === null) return null;
  const quoted = /\['(?!\$connections)([^']+)'\]\['connectionId'\]/.exec(id)?.[1];
  return (quoted ?? id.replace(/^.*\//s, '')).replace(/^shared_/, '').replace(/[-_]\d+$/, '');
}

function connectorOf(reading: FileReading, { inputs, node, subject }: Action): readonly FoundPart[] {
  const name = connectorName(reading, inputs);
  const operation =
    textAt(reading, objectAt(reading, inputs, 'host'), 'operationId') ?? textAt(reading, inputs, 'path');
  return name === null ? [] : [{ name, ...(operation === null ? {} : { detail: operation }), node, subject }];
}

function hostOfAction(reading: FileReading, { inputs, node, subject }: Action): readonly FoundPart[] {
  const uri = textAt(reading, inputs, 'uri');
  const host = uri === null ? '' : hostOf(uri);
  return isTalkedTo(host) ? [{ name: host, node, subject }] : [];
}

/** What an action signs in with; a managed identity lasts as long as it is asked for. */
function identityOf(reading: FileReading, { inputs, node, subject }: Action): readonly FoundIdentity[] {
  const authentication = objectAt(reading, inputs, 'authentication');
  const type = textAt(reading, authentication, 'type');
  const connector = connectorName(reading, inputs);
  const connection: readonly FoundIdentity[] =
    connector === null
      ? []
      : [
          {
            type: 'credential',
            name: `connection ${connector}`,
            lifetime: 'unknown',
            grants: [],
            of: connector,
            node,
            subject,
          },
        ];
  if (type === null) return connection;
  if (type === 'ManagedServiceIdentity') {
    const who = valueOfKey(reading, authentication!, 'identity');
    return [
      ...connection,
      {
        type: 'service-account',
        name: `managed identity ${(who === null ? null : asText(reading, who)) ?? 'of the system'}`,
        lifetime: 'short-lived',
        grants: [],
        node,
        subject,
      },
    ];
  }
  const name = textAt(reading, authentication, 'clientId') ?? textAt(reading, authentication, 'username') ?? type;
  return [
    ...connection,
    { type: 'credential', name: `${type} ${name}`, lifetime: 'static', grants: [], node, subject },
  ];
}

function isApproval(reading: FileReading, { type, inputs }: Action): boolean {
  const host = objectAt(reading, inputs, 'host');
  const operation = textAt(reading, host, 'operationId') ?? '';
  return (
    connectorName(reading, inputs) === 'approvals' ||
    /ApprovalV?2?$|WaitForAnApproval|^SendApprovalMail|^PostCardAndWaitForResponse/.test(operation) ||
    (type === 'ApiConnectionWebhook' &&
      /\/approvalmail|\/flowbot\/.*\/waitforresponse|sendmailwithoptions/i.test(textAt(reading, inputs, 'path') ?? ''))
  );
}
