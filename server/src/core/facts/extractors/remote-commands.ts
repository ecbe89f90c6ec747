import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childrenOf } from '../../text/tree.ts';
import { automationsOf } from '../automations/find-automations.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { remoteCodeIn } from '../remote-code.ts';
import { FILE_SUBJECT } from '../subjects.ts';
import { unknown } from '../value.ts';
import { partOf, workflowsOf } from '../workflows/workflow.ts';

/** Commands in workflows, other automations and Dockerfiles that run what a server answers. What a script does is said by `shell-commands`. */
export const remoteCommands = defineExtractor({
  id: 'remote-commands',
  kinds: ['permission.process'],
  languages: ['yaml', 'json', 'dockerfile', 'text', 'groovy', 'systemd'],
  *extract(reading) {
    for (const { jobs } of workflowsOf(reading))
      for (const { steps, subject } of jobs)
        for (const { run } of steps) if (run !== null) yield* runs(reading, run, subject);
    // Of other automations each command is a text of the file.
    if (automationsOf(reading).some(({ kind }) => kind.isToldElsewhere !== true))
      yield* runs(reading, reading.unit.tree.root, FILE_SUBJECT);
    // How a thing is installed stands in its README: shown, folded with the other prose.
    if (reading.unit.language.id === 'text' && /\.(?:md|mdx|markdown|rst|adoc)$/.test(reading.unit.path))
      yield* runs(reading, reading.unit.tree.root, FILE_SUBJECT);
    if (reading.unit.language.id !== 'dockerfile') return;
    for (const call of reading.unit.ofKind('call'))
      for (const text of childrenOf(call, 'call.argument')) yield* runs(reading, text, FILE_SUBJECT);
  },
});

function* runs(reading: Reading, text: SyntaxNode, subject: Subject): Generator<Site> {
  for (const { start, end, program, host } of remoteCodeIn(reading.unit.textOf(text))) {
    const node = partOf(text, start, end);
    yield {
      kind: 'permission.process',
      action: 'exec',
      resource: { kind: 'command', value: unknown, norm: host === null ? 'dynamic' : `what ${host} answers` },
      node,
      evidence: [{ node, role: 'call' }],
      tier: 'resolved',
      why: [`What ${host ?? 'a server'} answers is run by \`${program}\`.`],
      qualifiers: { shell: 'true' },
      subject,
    };
  }
}
