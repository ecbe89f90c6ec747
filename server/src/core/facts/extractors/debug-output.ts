import type { SyntaxNode } from '../../model/syntax.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { asObject, asText, keyText, valueOfKey } from '../objects.ts';
import { known } from '../to-fact.ts';
import { WORKFLOW } from '../workflows/workflow.ts';

/** Variables by which a service logs what its jobs get. Documentation of GitHub Actions, GitLab CI and Azure Pipelines, 2026-11. */
const VARIABLES: ReadonlyMap<string, string> = new Map([
  ['ACTIONS_STEP_DEBUG', 'what actions say to debuggers'],
  ['ACTIONS_RUNNER_DEBUG', 'what the machine says to debuggers'],
  ['CI_DEBUG_TRACE', 'every variable of the job, secrets as well'],
  ['CI_DEBUG_SERVICES', 'what services of the job print'],
  ['SYSTEM.DEBUG', 'what tasks say to debuggers, with their inputs'],
]);

/** A pipeline that is told to log what is for debuggers. */
export const debugOutput = defineExtractor({
  id: 'debug-output',
  kinds: ['workflow.step'],
  languages: ['yaml'],
  *extract(reading) {
    for (const entry of reading.unit.ofKind('entry')) {
      const key = keyText(reading, entry);
      const object = entry.parent;
      if (key === null || object === null) continue;
      // `- name: system.debug`, `value: true`
      const isNamed = key === 'name';
      const name = (isNamed ? asText(reading, valueOfKey(reading, object, key)) : key)?.toUpperCase() ?? '';
      const what = VARIABLES.get(name);
      if (what !== undefined && isOn(reading, valueOfKey(reading, object, isNamed ? 'value' : key)))
        yield site(entry, name, what);
    }
  },
});

function isOn(reading: Reading, given: SyntaxNode | null): boolean {
  const own = asObject(reading, given);
  return asText(reading, own === null ? given : valueOfKey(reading, own, 'value'))?.toLowerCase() === 'true';
}

function site(node: SyntaxNode, name: string, what: string): Site {
  return {
    kind: 'workflow.step',
    action: 'debug-output',
    resource: { kind: 'hazard', value: known(name) },
    node,
    evidence: [{ node, role: 'declaration' }],
    tier: 'proven',
    why: [`The log then holds ${what}.`],
    subject: WORKFLOW,
  };
}
