import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { known } from '../to-fact.ts';

/** From when on tokens count, or which generation of them: whoever moves it on ends all that were given out before. */
const EPOCH =
  /^(?:\w+ )?(?:tokens?|sessions?|jwt|auth|login|refresh tokens?) (?:issued? (?:at|after)|valid (?:after|from|since)|version|generation|epoch|stamp|revision|invalid(?:ated)? (?:before|at)|not before|min(?:imum)? issued at|reset at)$|^(?:security|authentication) stamp$|^(?:min(?:imum)? )?(?:token|session) (?:issue time|epoch)$/;

/** Moves of that mark: `user.tokenVersion += 1`, `user.TokenIssueAt = time.Now().Unix()`, `user.setTokenVersion(next)`. */
export const tokenEpochs = defineExtractor({
  id: 'token-epochs',
  kinds: ['identity.session'],
  languages: 'code',
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test || unit.language.callsAreCommands) return;
    for (const node of unit.ofKind('assign')) {
      const target = childOf(node, 'assign.target');
      const value = childOf(node, 'assign.value');
      if (target?.kind !== 'member' || !EPOCH.test(wordsOf(lastName(unit, target) ?? ''))) continue;
      if (childOf(node, 'assign.operator') !== null || (value !== null && isMade(reading, value))) yield toSite(node);
    }
    for (const node of unit.ofKind('call')) {
      const callee = childOf(node, 'call.callee');
      const moved = callee === null ? null : /^(set|increment|bump) (.+)$/.exec(wordsOf(lastName(unit, callee) ?? ''));
      if (moved === null || !EPOCH.test(moved[2]!)) continue;
      const [given] = childrenOf(node, 'call.argument');
      if (moved[1] !== 'set' || (given !== undefined && isMade(reading, given))) yield toSite(node);
    }
  },
});

/** The time of now, a new text, one more: not what was read from somewhere. */
function isMade({ unit }: Reading, value: SyntaxNode): boolean {
  return (
    value.kind === 'binary' ||
    ((value.kind === 'call' || value.kind === 'new') &&
      /\b(?:now|utcnow|uuid\w*|random\w*|currentTimeMillis|generate\w*|newGuid|Date)\b/i.test(
        unit.textOf(value).slice(0, 120),
      ))
  );
}

function toSite(node: SyntaxNode): Site {
  return {
    kind: 'identity.session',
    action: 'revoke',
    resource: { kind: 'session', value: known('sessions'), norm: 'sessions' },
    node,
    evidence: [{ node, role: 'call' }],
    tier: 'name',
    why: ['Tokens that were given out before no longer count.'],
  };
}
