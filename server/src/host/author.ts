import type { AutoApproval, Origin } from '../core/model/change.ts';
import { isFields, type Fields } from './fields.ts';

const names = [
  'agent',
  'agentVersion',
  'model',
  'modelClaimedBy',
  'session',
  'turn',
  'toolCall',
  'promptHash',
  'permissionMode',
  'autoApprove',
] as const;

/** What was said of who writes, and its settings of what it asks. `claimedBy`: who said so, where no hook did. */
export type Author = Pick<Origin, (typeof names)[number]> & Partial<Pick<Origin, 'claimedBy'>>;

export function toAuthor({ claimedBy, ...claims }: Author): Author {
  const said: Author = Object.fromEntries(
    names.flatMap((name) => (claims[name] === undefined ? [] : [[name, claims[name]]])),
  );
  return { ...said, ...(claimedBy !== undefined && claimedBy !== 'hook' && { claimedBy }) };
}

/** One session of one agent. */
export type SessionName = Pick<Author, 'agent' | 'session'>;

export function isOfSession(author: SessionName, { agent, session }: SessionName): boolean {
  return author.agent === agent && author.session === session;
}

export function withoutPrompt<Given extends Author | null>(author: Given): Given {
  if (author === null) return author;
  const { promptHash: _, ...rest } = author;
  return rest as Given;
}

const maxCharacters = 1_000;

/** As a file has it that anybody could have written. */
export function readAuthor(stored: Fields): Author {
  const texts = names.flatMap((name) => {
    const value = stored[name];
    return typeof value === 'string' && name !== 'autoApprove' && name !== 'modelClaimedBy'
      ? [[name, value.slice(0, maxCharacters)] as const]
      : [];
  });
  const approvals = stored['autoApprove'];
  return {
    ...Object.fromEntries(texts),
    ...modelClaimOf(stored['modelClaimedBy']),
    ...(stored['claimedBy'] === 'agent' && { claimedBy: 'agent' }),
    ...(Array.isArray(approvals) && { autoApprove: approvals.filter(isAutoApproval) }),
  };
}

function modelClaimOf(value: unknown): Pick<Author, 'modelClaimedBy'> {
  return value === 'transcript' || value === 'session-start' ? { modelClaimedBy: value } : {};
}

function isAutoApproval(value: unknown): value is AutoApproval {
  return isFields(value) && ['setting', 'value', 'source'].every((name) => typeof value[name] === 'string');
}

/** What may be said of an edit of the one and the other: where they differ it is not known. */
export function inCommon<Claims extends Author>(one: Claims, other: Author): Claims {
  const differ = new Set<string>(names.filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name])));
  return Object.fromEntries(Object.entries(one).filter(([name]) => !differ.has(name))) as Claims;
}

/** Edits go together that one agent made at one prompt, in one mode: a record of them names all three. */
export function authorKey({ agent, session, turn, promptHash, permissionMode }: Author): string {
  return JSON.stringify([agent, session, turn, promptHash, permissionMode]);
}
