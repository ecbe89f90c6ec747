import table from '../../../../data/github-contexts.json' with { type: 'json' };
import { rowOf } from '../../text/row-of.ts';

/**
 * Whose text a context holds: `outsider`: of whoever opens an issue or a pull request; `form`: a login, URL, date or branch,
 * with little room for anything else; `fixed`: the platform's own.
 */
export type ContextText = 'outsider' | 'form' | 'fixed';

type Node = Readonly<Record<string, string | number>>;
const nodes: readonly Node[] = table.nodes;

/** Not in the table of events: `github.head_ref` is named by whoever opens the pull request. */
const PLAIN: ReadonlyMap<string, ContextText> = new Map([
  ['github.head_ref', 'outsider'],
  ['github.ref', 'form'],
  ['github.ref_name', 'form'],
  ['github.base_ref', 'form'],
  ['github.actor', 'form'],
  ['github.triggering_actor', 'form'],
]);
/** Keys whose values have one form in every event, even where part of it is an outsider's. */
const FORMS = /^(?:login|.*_?url|.*_id|id|full_name|(?:.*_)?sha|.*_at|type|state|number)$/;

/** @param path lower case, `*` for an index. @param isWhole the object as JSON, with all that is in it. */
export function contextText(path: string, isWhole: boolean): ContextText {
  const plain = PLAIN.get(path);
  if (plain !== undefined) return plain;
  const keys = path.split('.');
  let at: number = table.start;
  for (const key of keys) {
    const node: Node = nodes[at]!;
    const next = rowOf(node, key) ?? rowOf(node, '*');
    // An event that is not in the table: what a caller of the API sends.
    if (next === undefined) return path.startsWith('github.event.') ? formOf(keys, 'a') : 'fixed';
    if (typeof next === 'string') return formOf(keys, next);
    at = next;
  }
  return isWhole && holdsText(at) ? 'outsider' : 'fixed';
}

function formOf(keys: readonly string[], says: string): ContextText {
  if (says === 'f') return 'fixed';
  return says === 's' || FORMS.test(keys[keys.length - 1]!) ? 'form' : 'outsider';
}

const holding = new Map<number, boolean>();
function holdsText(index: number): boolean {
  const known = holding.get(index);
  if (known !== undefined) return known;
  // Set first: a node that held itself would end here. The table has none.
  holding.set(index, false);
  const holds = Object.values(nodes[index]!).some((next) =>
    typeof next === 'string' ? next === 'a' : holdsText(next),
  );
  holding.set(index, holds);
  return holds;
}

/** Inputs of an action that it runs as code or as a command. The action in lower case, without its version. */
export function executedInputs(action: string): readonly string[] {
  return rowOf(table.executes as Readonly<Record<string, readonly string[]>>, action) ?? [];
}

const archived: ReadonlySet<string> = new Set(table.archived);

/** Its repository is archived. The action in lower case, without its version. */
export function isArchivedAction(action: string): boolean {
  return archived.has(action.split('/').slice(0, 2).join('/'));
}
