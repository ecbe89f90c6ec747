import type { FunctionSummary, GivenLeak } from '../model/summary.ts';
import type { SyntaxNode } from '../model/syntax.ts';
import type { Classification } from './data-classes.ts';

/** A sensitive value inside an expression. */
export interface Leak {
  readonly dataClass: string;
  /** As written; words joined by `-` in facts. */
  readonly field: string;
  readonly node: SyntaxNode;
  readonly why: readonly string[];
  readonly tier: 'pattern' | 'name';
  readonly ordinaryInLogs: boolean;
}

/** A parameter whose argument decides: the callers of its function say what is in it. */
export interface OpenParameter {
  readonly function: SyntaxNode;
  readonly index: number;
  readonly name: string;
  readonly rest: boolean;
}

export interface Traced {
  /** `clean`: nothing of a person can be in it. `opaque`: nobody knows; a key it is put under may say. */
  readonly state: 'clean' | 'opaque' | 'leaky';
  readonly leaks: readonly Leak[];
  readonly open: readonly OpenParameter[];
}

export const CLEAN: Traced = { state: 'clean', leaks: [], open: [] };
export const OPAQUE: Traced = { state: 'opaque', leaks: [], open: [] };

/** The class of whole records, whatever their fields are. */
export const PERSONAL = 'personal';

export function leaky(
  found: Classification,
  field: string,
  node: SyntaxNode,
  open: readonly OpenParameter[] = [],
): Traced {
  const { id, ordinaryInLogs } = found.dataClass;
  return {
    state: 'leaky',
    leaks: [{ dataClass: id, field, node, why: found.why, tier: found.tier, ordinaryInLogs: ordinaryInLogs === true }],
    open,
  };
}

/** As the summary of a file tells it. */
export function toGiven({
  dataClass,
  field,
  tier,
  ordinaryInLogs,
}: Pick<Leak, 'dataClass' | 'field' | 'tier'> & { readonly ordinaryInLogs?: boolean }): GivenLeak {
  return { dataClass, field, tier, ...(ordinaryInLogs === true ? { ordinaryInLogs: true as const } : {}) };
}

/** What a function of another file put into its answer. */
export function givenLeak(
  { dataClass, field, tier, ordinaryInLogs }: GivenLeak,
  node: SyntaxNode,
  { symbol }: FunctionSummary,
): Leak {
  const why = [`\`${symbol}\`, in another file, answers with ${field} (${dataClass}).`];
  return { dataClass, field, node, why, tier, ordinaryInLogs: ordinaryInLogs === true };
}

export function union(parts: readonly Traced[]): Traced {
  const leaks = parts.flatMap((part) => part.leaks);
  const open = parts.flatMap((part) => part.open);
  const state = leaks.length > 0 ? 'leaky' : parts.some((part) => part.state === 'opaque') ? 'opaque' : 'clean';
  return { state, leaks, open };
}

/** What is called an id is not the whole record, however it was read. */
export function named(name: string | null, traced: Traced): Traced {
  if (name === null || !/(?:Id|ID|_id|Ids|_ids)$/.test(name)) return traced;
  const leaks = traced.leaks.filter((leak) => leak.dataClass !== PERSONAL);
  return leaks.length === traced.leaks.length
    ? traced
    : { ...traced, state: leaks.length > 0 ? 'leaky' : 'opaque', leaks };
}

/** `SPAN.USER_EMAIL` is the name of an attribute; only secrets are constants of their own. */
export function isConstantKey(name: string, found: Classification): boolean {
  return /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(name) && !found.dataClass.id.startsWith('credential.');
}
