import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { defineExtractor, type Site } from '../define.ts';
import { known } from '../to-fact.ts';

/** By which functions that a model wants are handed to the program, which decides; else they are called at once. */
const BEHAVIOUR = /(?:^|\.)FunctionChoiceBehavior\.(?:Auto|Required)$/;
const OLDER = /(?:^|\.)ToolCallBehavior\.Enable(?:Kernel)?Functions$/;

/**
 * Whether Semantic Kernel calls what a model wants without asking the program.
 * @see https://learn.microsoft.com/semantic-kernel/concepts/ai-services/chat-completion/function-calling/function-invocation (2026-11)
 */
export const kernelAutonomy = defineExtractor({
  id: 'kernel-autonomy',
  kinds: ['agent.autonomy'],
  languages: ['csharp'],
  *extract({ unit, resolver }) {
    if (!unit.tree.text.includes('Behavior.')) return;
    for (const call of unit.ofKind('call')) {
      const callee = childOf(call, 'call.callee');
      if (callee === null) continue;
      const text = unit.textOf(callee).slice(-80);
      const isHeld =
        OLDER.test(text) ||
        (BEHAVIOUR.test(text) &&
          resolver.argumentsOf(call).some(({ name, value }) => {
            const given = value();
            return name === 'autoInvoke' && given.kind === 'boolean' && !given.value;
          }));
      if (isHeld) yield stop(call);
    }
    for (const member of unit.ofKind('member'))
      if (member.role !== 'call.callee' && OLDER.test(unit.textOf(member).slice(-80))) yield stop(member);
  },
});

function stop(node: SyntaxNode): Site {
  const what = 'autoInvoke of FunctionChoiceBehavior';
  return {
    kind: 'agent.autonomy',
    action: 'stop',
    resource: { kind: 'setting', value: known(what), norm: what },
    node,
    evidence: [{ node, role: 'call' }],
    tier: 'pattern',
    why: ['Functions that the model wants are handed to the program, which decides.'],
    qualifiers: { value: 'asked' },
  };
}
