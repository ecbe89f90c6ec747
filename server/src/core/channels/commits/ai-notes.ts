import { isFields, own, textOf } from '../agents/fields.ts';
import { agentOfName } from './agent-names.ts';
import { maxName, type CommitClaim, type CommitSign } from './define.ts';

/**
 * A note in `refs/notes/ai`: lines of attributed text, `---`, then JSON with the sessions that wrote them.
 * @see git-ai authorship standard 3.0.0 (2026)
 */
export const readAiNote: CommitSign = ({ note }) => {
  const start = note.startsWith('---\n') ? 4 : note.indexOf('\n---\n') + 5;
  if (start === 4 && !note.startsWith('---\n')) return [];
  const head = parse(note.slice(start));
  if (!isFields(head)) return [];
  return [own(head, 'sessions'), own(head, 'prompts')]
    .flatMap((group) => (isFields(group) ? Object.values(group) : []))
    .slice(0, maxSessions)
    .flatMap(toClaim);
};

const maxSessions = 1000;

function toClaim(entry: unknown): readonly CommitClaim[] {
  const id = isFields(entry) ? own(entry, 'agent_id') : undefined;
  if (!isFields(id)) return [];
  const [tool, model, session] = [textOf(id, 'tool'), textOf(id, 'model'), textOf(id, 'id')].map((text) =>
    text === undefined || text === '' || text.length > maxName ? undefined : text,
  );
  if (tool === undefined) return [];
  return [
    {
      agent: agentOfName(tool),
      ...(model !== undefined && { model }),
      ...(session !== undefined && { session }),
      claimedBy: 'git-note',
    },
  ];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
