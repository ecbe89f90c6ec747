import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { wordsOf } from '../guards/words.ts';
import { truthOf } from '../settings/meanings.ts';
import { toSettingSite } from '../settings/read.ts';
import { unknown } from '../value.ts';

const STRICT =
  /\b(?:strict|enforce|enforced|enforcement|require|required|requires|only|verify|verification|protect|protection|secure|restrict|restricted)\b/;
const ABOUT =
  /\b(?:auth|authn|authz|authentication|authorization|authority|role|roles|admin|permission|permissions|login|access|ssl|tls|https|token|tokens|session|csrf|mfa|2fa|otp|signature|password|email|ownership|tenant|sso|certificate|webhook|origin)\b/;

/** What holds of a rule about people where the configuration says nothing: the default that code reads it with. */
export const enforcement = defineExtractor({
  id: 'enforcement',
  kinds: ['identity.principal'],
  languages: 'code',
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test || unit.language.callsAreCommands) return;
    for (const call of unit.ofKind('call')) {
      const args = childrenOf(call, 'call.argument');
      const name = args.slice(0, 2).find((arg) => arg.kind === 'string');
      const last = args.at(-1);
      if (name === undefined || last === undefined || last === name || args.length > 3 || name.end - name.start > 80)
        continue;
      const value = last.kind === 'keyword' ? childOf(last, 'keyword.value') : last;
      yield* ofDefault(reading, call, name, value);
    }
    for (const node of unit.ofKind('binary')) {
      const operator = childOf(node, 'binary.operator');
      const [left, right] = [childOf(node, 'binary.left'), childOf(node, 'binary.right')];
      if (operator === null || left === null || right === null || unit.textOf(operator) !== '??') continue;
      yield* ofDefault(reading, node, left, right);
    }
  },
});

function* ofDefault(reading: Reading, node: SyntaxNode, name: SyntaxNode, value: SyntaxNode | null): Generator<Site> {
  const { unit, resolver } = reading;
  if (value === null || (value.kind !== 'boolean' && value.kind !== 'string')) return;
  const words = wordsOf(unit.textOf(name).slice(-80));
  if (!STRICT.test(words) || !ABOUT.test(words)) return;
  const truth = truthOf(value.kind === 'boolean' || value.kind === 'string' ? resolver.valueOf(value) : unknown);
  if (truth === null) return;
  const written = unit.textOf(name).replace(/^.*[.(]|["')\]]/g, '');
  const row = {
    kind: 'identity.principal',
    id: `enforcement ${written}`,
    title: `${written}, where nobody says otherwise,`,
    values: ['on', 'off'],
    // What code begins with is a decision of whoever wrote it; only a change is said.
    loose: null,
    otherwise: null,
  } as const;
  yield toSettingSite(reading, row, { node }, truth ? 'on' : 'off');
}
