import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { itemsAt, objectAt, textAt } from '../kubernetes/manifest.ts';
import { hostOf } from '../normalise.ts';
import { entryOf } from '../objects.ts';
import {
  automation,
  defineAutomation,
  type FoundAutomation,
  type FoundIdentity,
  type FoundPart,
  type FoundTrigger,
} from './define.ts';
import { isTalkedTo, modelHosts, onceByName } from './hosts.ts';
import { hostsOfPrograms } from './programs.ts';
import { objectsByName } from './texts.ts';

/** The file that Zapier exports: Zaps, each with its steps by number. @see https://help.zapier.com/hc/en-us/articles/8496308481933 (2026-11) */
export const zapier = defineAutomation({
  id: 'zapier',
  title: 'Zap',
  languages: ['json'],
  words: [['"zaps"', '"selected_api"']],
  isOfConnectors: true,
  *find(reading) {
    for (const object of reading.unit.ofKind('object'))
      for (const zap of itemsAt(reading, object, 'zaps'))
        if (objectAt(reading, zap, 'nodes') !== null) yield toZap(reading, zap);
  },
});

interface ZapStep {
  readonly app: string;
  readonly action: string;
  readonly isTrigger: boolean;
  readonly object: SyntaxNode;
  readonly params: SyntaxNode | null;
  readonly node: SyntaxNode;
  readonly subject: Subject;
}

function toZap(reading: FileReading, zap: SyntaxNode): FoundAutomation {
  const steps = objectsByName(reading, objectAt(reading, zap, 'nodes')).map(({ name, object, node }): ZapStep => {
    const parent = textAt(reading, object, 'parent_id');
    const app = (textAt(reading, object, 'selected_api') ?? 'app').replace(/(?:CLI)?API(?:@.*)?$|@.*$/s, '');
    const action = textAt(reading, object, 'action') ?? 'step';
    return {
      app,
      action,
      isTrigger: (textAt(reading, object, 'type_of') ?? '').startsWith('read') && parent === null,
      object,
      params: objectAt(reading, object, 'params'),
      node: entryOf(reading, object, 'selected_api') ?? node,
      subject: { type: 'step', symbol: `${name} ${app} ${action}` },
    };
  });
  const programs = steps.flatMap(({ app, action, params, node, subject }) => {
    const text = /^Code$/i.test(app) ? textAt(reading, params, 'code') : null;
    return text === null
      ? []
      : [{ name: `${app} ${action}`, text, node: entryOf(reading, params!, 'code') ?? node, subject }];
  });
  const hosts = onceByName([...steps.flatMap((step) => hostOfStep(reading, step)), ...hostsOfPrograms(programs)]);
  const title = textAt(reading, zap, 'title');
  return automation({
    name: title ?? `Zap ${textAt(reading, zap, 'id') ?? ''}`.trim(),
    node: entryOf(reading, zap, 'title') ?? entryOf(reading, zap, 'nodes') ?? zap,
    triggers: steps.filter(({ isTrigger }) => isTrigger).map(triggerOf),
    steps: steps.map(({ app, action, node, subject }) => ({ name: `${app} ${action}`, node, subject })),
    identities: onceByName(steps.flatMap((step) => identityOf(reading, step))),
    connectors: [
      ...onceByName(
        steps
          .filter(
            ({ app }) => !/^(?:WebHook|Code|Filter|Schedule|Delay|Formatter|Paths?|ZapierFormatter|Engine)$/.test(app),
          )
          .map(({ app, action, node }): FoundPart => ({ name: app, detail: action, node })),
      ),
      ...hosts,
    ],
    models: [
      ...modelHosts(hosts),
      ...onceByName(
        steps
          .filter(({ app }) => /^(?:ChatGPT|OpenAI|Anthropic|Claude|GoogleAI|AI)/i.test(app))
          .map(({ app, node }) => ({ name: app, node })),
      ),
    ],
    approvals: steps
      .filter(({ action, app }) => /approval/i.test(action) || /HumanInTheLoop|Approval/i.test(app))
      .map(({ app, action, node }) => ({ name: `${app} ${action}`, node })),
    programs,
    purpose: textAt(reading, zap, 'description'),
  });
}

function triggerOf({ app, action, node, subject }: ZapStep): FoundTrigger {
  if (/^WebHook/i.test(app))
    return { name: action, type: 'webhook', by: 'anybody', detail: 'whoever has its address', node, subject };
  if (/^Schedule/i.test(app)) return { name: action, type: 'schedule', by: 'nobody', node, subject };
  const isOpen = /mail|form|calendly/i.test(app);
  return { name: `${app} ${action}`, type: 'event', by: isOpen ? 'anybody' : 'unknown', node, subject };
}

function identityOf(reading: FileReading, { app, object, node, subject }: ZapStep): readonly FoundIdentity[] {
  const id = textAt(reading, object, 'authentication_id');
  return id === null
    ? []
    : [
        {
          type: 'credential',
          name: `${app} ${id}`,
          lifetime: 'unknown',
          of: app,
          grants: [],
          node: entryOf(reading, object, 'authentication_id') ?? node,
          subject,
        },
      ];
}

function hostOfStep(reading: FileReading, { params, node, subject }: ZapStep): readonly FoundPart[] {
  const host = hostOf(textAt(reading, params, 'url') ?? '');
  return isTalkedTo(host) ? [{ name: host, node: entryOf(reading, params!, 'url') ?? node, subject }] : [];
}
