import { isFields, listOf, own, textOf, type Fields } from '../agents/fields.ts';
import { agentOfName } from './agent-names.ts';
import { maxName, type CommitClaim, type CommitSign } from './define.ts';

/** Where the reference implementation keeps them, a record a line. */
export const traceFile = '.agent-trace/traces.jsonl';

const maxRecords = 50_000;

/**
 * Records of Agent Trace by the commit that they name.
 * @see https://agent-trace.dev 0.1.0 (2026-01)
 */
export function groupTraces(text: string): ReadonlyMap<string, readonly Fields[]> {
  const groups = new Map<string, Fields[]>();
  for (const line of text.split('\n', maxRecords)) {
    const record = parse(line);
    const vcs = record === null ? undefined : own(record, 'vcs');
    const revision = isFields(vcs) ? textOf(vcs, 'revision') : undefined;
    if (record === null || revision === undefined) continue;
    const group = groups.get(revision) ?? [];
    groups.set(revision, group);
    group.push(record);
  }
  return groups;
}

/** What a record says an AI contributed to; of people's lines it claims nothing. */
export const readTraces: CommitSign = ({ traces }) =>
  traces.flatMap((record): readonly CommitClaim[] => {
    const tool = own(record, 'tool');
    const name = isFields(tool) ? textOf(tool, 'name') : undefined;
    if (name === undefined || name === '' || name === 'unknown' || name.length > maxName) return [];
    const contributors = (listOf(record, 'files') ?? [])
      .filter(isFields)
      .flatMap((file) => listOf(file, 'conversations') ?? [])
      .filter(isFields)
      .map((conversation) => own(conversation, 'contributor'))
      .filter(isFields)
      .filter((contributor) => ['ai', 'mixed'].includes(textOf(contributor, 'type') ?? ''));
    if (contributors.length === 0) return [];
    const models = new Set(contributors.flatMap((contributor) => textOf(contributor, 'model_id') ?? []));
    const [model = ''] = models;
    const isTold = models.size === 1 && model !== '' && model.length <= maxName;
    return [{ agent: agentOfName(name), ...(isTold && { model }), claimedBy: 'agent-trace' }];
  });

function parse(line: string): Fields | null {
  try {
    const value = JSON.parse(line) as unknown;
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}
