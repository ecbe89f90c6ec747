import { listWords } from '../text/prose.ts';
import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';

/** What runs by itself, and the register of automations does not know, or not with all that it has. */
export const automationUnregistered = defineDetector({
  id: 'automation-unregistered',
  facet: 'workflow',
  why: 'Nobody has said what it is for, who answers for it, and that it may have this.',
  fix: 'Register it in .countersign/inventory.yaml with its owner and purpose and what it may have, or take out what it has beyond that.',
  tags: ['CWE-1059', 'NHI1', 'ASI02'],
  *detect(delta) {
    const rows = delta
      .added('workflow.registration')
      .filter(({ fact }) => ['unregistered', 'beyond', 'incomplete'].includes(fact.action));
    const keyOf = ({ fact }: (typeof rows)[number]): string =>
      JSON.stringify([fact.provenance.path, fact.subject.symbol, fact.action, fact.resource.kind]);
    for (const [row, ...also] of groupRows(rows, keyOf)) {
      const { fact } = row;
      const names = listWords([row, ...also].map((each) => each.fact.resource.norm));
      const words: Readonly<Record<string, string>> = {
        unregistered: `${fact.subject.symbol} runs by itself and is not registered.`,
        incomplete: `The registration of ${fact.subject.symbol} does not say ${FIELDS[fact.resource.norm] ?? names}.`,
        beyond: `${fact.subject.symbol} ${ACTS[fact.resource.kind] ?? 'has'} ${names}, which its registration does not allow.`,
      };
      yield { change: row, also, message: words[fact.action]! };
    }
  },
});

const FIELDS: Readonly<Record<string, string>> = {
  owner: 'who owns it',
  purpose: 'what it is for',
  legalBasis: 'on what legal basis it works',
};

const ACTS: Readonly<Record<string, string>> = {
  model: 'calls',
  tool: 'lets a model call',
  'data class': 'touches',
  connector: 'talks to',
  identity: 'acts as',
  trigger: 'is started by',
};
