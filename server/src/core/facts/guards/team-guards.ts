import type { TeamGuard } from '../../model/policy.ts';
import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { teamRowOf } from '../team-calls.ts';
import { textsOfArguments } from './arguments.ts';
import { roleNorm } from './words.ts';

/** What a check asks for that the team's policy names; null when it names none at this node. */
export function teamRequirement(reading: FileReading, node: SyntaxNode): readonly Alternative[] | null {
  const guard = teamRowOf(reading.unit.team.guards, reading, node);
  return guard === null ? null : toAlternatives(guard, reading, node);
}

export const BY_POLICY = 'The policy names it as a guard.';

function toAlternatives(
  { requires, value }: TeamGuard,
  reading: FileReading,
  node: SyntaxNode,
): readonly Alternative[] {
  switch (requires) {
    case 'auth':
      return [{ kind: 'auth', value: 'authenticated' }];
    case 'owner':
      return [{ kind: 'owner', value: 'owner' }];
    case 'role':
    case 'scope': {
      const said = value === undefined ? textsAt(reading, node) : [value];
      return said.map((text) => ({ kind: requires, value: requires === 'role' ? roleNorm(text) : text.toLowerCase() }));
    }
    default:
      return [{ kind: requires, value: requires }];
  }
}

function textsAt(reading: FileReading, node: SyntaxNode): readonly string[] {
  return (node.kind === 'call' || node.kind === 'new' ? textsOfArguments(reading, node) : null) ?? ['dynamic'];
}
