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
import { fileName } from './file-name.ts';
import { isTalkedTo, modelHosts, onceByName } from './hosts.ts';
import { hostsOfPrograms } from './programs.ts';

/** A blueprint: modules in the order of their flow, routes within routers. @see https://help.make.com/blueprints (2026-11) */
export const make = defineAutomation({
  id: 'make',
  title: 'Make scenario',
  languages: ['json'],
  words: [['"flow"', '"module"', '"mapper"']],
  isOfConnectors: true,
  *find(reading) {
    for (const object of reading.unit.ofKind('object')) {
      const modules = modulesOf(reading, object, 0);
      if (modules.length > 0 && !isPart(reading, object)) yield toScenario(reading, object, modules);
    }
  },
});

interface Module {
  /** `google-sheets`. */
  readonly app: string;
  readonly action: string;
  readonly object: SyntaxNode;
  readonly node: SyntaxNode;
  readonly subject: Subject;
}

const MAX_DEPTH = 12;

function modulesOf(reading: FileReading, owner: SyntaxNode, depth: number): readonly Module[] {
  if (depth > MAX_DEPTH) return [];
  return itemsAt(reading, owner, 'flow').flatMap((object) => {
    const name = textAt(reading, object, 'module');
    if (name === null || !name.includes(':')) return [];
    const [app = '', action = ''] = name.split(':');
    const id = textAt(reading, object, 'id') ?? '';
    const own: Module = {
      app,
      action,
      object,
      node: entryOf(reading, object, 'module') ?? object,
      subject: { type: 'step', symbol: `${id} ${name}`.trim() },
    };
    return [own, ...itemsAt(reading, object, 'routes').flatMap((route) => modulesOf(reading, route, depth + 1))];
  });
}

function isPart(reading: FileReading, object: SyntaxNode): boolean {
  for (let at = object.parent; at !== null; at = at.parent)
    if (at.kind === 'object' && textAt(reading, at, 'module') !== null) return true;
  return false;
}

function toScenario(reading: FileReading, object: SyntaxNode, modules: readonly Module[]): FoundAutomation {
  const programs = modules.flatMap(({ app, action, object: module, node, subject }) => {
    const text = app === 'code' ? textAt(reading, objectAt(reading, module, 'mapper'), 'code') : null;
    return text === null ? [] : [{ name: `${app} ${action}`, text, node, subject }];
  });
  const hosts = onceByName([
    ...modules.flatMap((module) => hostOfModule(reading, module)),
    ...hostsOfPrograms(programs),
  ]);
  return automation({
    name: textAt(reading, object, 'name') ?? fileName(reading.unit.path),
    node: entryOf(reading, object, 'name') ?? entryOf(reading, object, 'flow') ?? object,
    triggers: modules.slice(0, 1).map(triggerOf),
    steps: modules.map(({ app, action, node, subject }) => ({ name: `${app} ${action}`, node, subject })),
    identities: onceByName(modules.flatMap((module) => identityOf(reading, module))),
    connectors: [
      ...onceByName(
        modules
          .filter(
            ({ app }) =>
              !/^(?:builtin|util|gateway|http|json|regexp|csv|xml|text-parser|code|scenarios?|datastore)$/.test(app),
          )
          .map(({ app, action, node }): FoundPart => ({ name: app, detail: action, node })),
      ),
      ...hosts,
    ],
    programs,
    models: [...modelHosts(hosts), ...onceByName(modules.flatMap((module) => modelOf(reading, module)))],
    approvals: modules
      .filter(({ app, action }) => /human-in-the-loop|approval/i.test(`${app} ${action}`))
      .map(({ app, action, node }) => ({ name: `${app} ${action}`, node })),
  });
}

function triggerOf({ app, action, node, subject }: Module): FoundTrigger {
  if (/^gateway$/.test(app))
    return { name: action, type: 'webhook', by: 'anybody', detail: 'whoever has its address', node, subject };
  if (/^watch|^trigger|^new/i.test(action))
    return {
      name: `${app} ${action}`,
      type: 'event',
      by: /mail|form/i.test(app) ? 'anybody' : 'unknown',
      node,
      subject,
    };
  return { name: 'schedule', type: 'schedule', by: 'nobody', detail: 'as the scenario is set', node, subject };
}

function identityOf(reading: FileReading, { app, object, node, subject }: Module): readonly FoundIdentity[] {
  const id = textAt(reading, objectAt(reading, object, 'parameters'), '__IMTCONN__');
  return id === null
    ? []
    : [
        {
          type: 'credential',
          name: `${app} connection ${id}`,
          lifetime: 'unknown',
          grants: [],
          of: app,
          node,
          subject,
        },
      ];
}

function hostOfModule(reading: FileReading, { object, node, subject }: Module): readonly FoundPart[] {
  const host = hostOf(textAt(reading, objectAt(reading, object, 'mapper'), 'url') ?? '');
  return isTalkedTo(host) ? [{ name: host, node, subject }] : [];
}

function modelOf(reading: FileReading, { app, object, node, subject }: Module): readonly FoundPart[] {
  if (
    !/^(?:openai\w*|openai-gpt-3|anthropic\w*|gemini\w*|google-gemini\w*|mistral\w*|perplexity\w*|azure-openai)/i.test(
      app,
    )
  )
    return [];
  const model = textAt(reading, objectAt(reading, object, 'mapper'), 'model');
  return [{ name: model ?? app, detail: `of ${app}`, node, subject }];
}
