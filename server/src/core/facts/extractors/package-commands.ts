import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childrenOf } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { packageCommandsIn } from '../package-commands.ts';
import { FILE_SUBJECT } from '../subjects.ts';
import { known } from '../to-fact.ts';
import { partOf, workflowsOf } from '../workflows/workflow.ts';

/** Commands that fetch a package and run it without any manifest that holds it, in workflows, images and scripts. */
export const packageCommands = defineExtractor({
  id: 'package-commands',
  kinds: ['supply-chain.remote-code'],
  languages: ['yaml', 'dockerfile', 'bash'],
  *extract(reading) {
    const { unit } = reading;
    for (const { jobs } of workflowsOf(reading))
      for (const { steps, subject } of jobs)
        for (const { run } of steps) if (run !== null) yield* commands(reading, run, subject);
    if (unit.language.id === 'dockerfile')
      for (const call of unit.ofKind('call'))
        for (const text of childrenOf(call, 'call.argument')) yield* commands(reading, text, FILE_SUBJECT);
    if (unit.language.id === 'bash') yield* commands(reading, unit.tree.root, FILE_SUBJECT);
  },
});

const WHY = {
  run: 'and whatever is newest then runs',
  install: 'which no registry keeps',
  'look-in': 'where packages are looked for',
} as const;

function* commands({ unit }: Reading, text: SyntaxNode, subject: Subject): Generator<Site> {
  for (const { start, end, action, of, tool } of packageCommandsIn(unit.textOf(text))) {
    const node = partOf(text, start, end);
    yield {
      kind: 'supply-chain.remote-code',
      action,
      resource: { kind: 'package', value: known(of), norm: of },
      node,
      evidence: [{ node, role: 'call' }],
      tier: 'pattern',
      why: [`\`${tool}\` is given \`${of}\`, ${WHY[action]}.`],
      subject,
    };
  }
}
