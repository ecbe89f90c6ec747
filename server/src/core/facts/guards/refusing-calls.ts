import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { actorAt } from './actor.ts';
import { checkName } from './names.ts';
import { wordsOf } from './words.ts';

/** `throwIfNoEntitlement`, `rejectUnlessMember`: the name says that it refuses, and whom. */
const REFUSES =
  /^(?:throw|fail|reject|deny|refuse|abort|bail)(?: \w+)? (?:if|unless|when|without)(?: (?:no|not|missing|lacks?|without|is|has|user|caller))* (.+)$/;
/** Functions that are called for what they refuse, and answer nothing. */
const CHECKS = /^(?:assert|require|enforce|check|verify|validate|guard|demand|authori[sz]e|must|prevent|ensure)\b/;
/** What these are about is a value, a state of the program or a service, whoever calls. */
const NOT_OF_CALLERS =
  /\b(?:abort(?:ed)?|cancel(?:led|ed)?|cancellation|null|undefined|nil|empty|disposed|closed|error|errors|failed|invalid|pending|timed? ?out|negative|exists?|existing|created|loaded|initiali[sz]ed|ready|config(?:uration)?|schema|format|types?|version|input|inputs|body|payload|params|shape|number|string|array|object|length|env|connection|index|indexes|table|folder|dir|directory|installed|unique|defined|unreachable|never|equal|stream|status|response|update|updates|email|name|username|password|address|phone)\b/;

/**
 * A call of its own that is handed the caller and answers nothing: whatever it is called, it is made for what it refuses.
 * Null when nothing says so.
 */
export function askedByRefusing(reading: FileReading, call: SyntaxNode, name: string): readonly Alternative[] | null {
  const words = wordsOf(name);
  if (NOT_OF_CALLERS.test(words)) return null;
  // `$note = $this->validateNote($id, $user->id)`: what it gives is what the caller may have.
  if (!isAlone(call))
    return CHECKS.test(words) && call.role === 'assign.value' && isHandedCaller(reading, call)
      ? [{ kind: 'check', value: checkName(words) }]
      : null;
  const refused = REFUSES.exec(words)?.[1];
  if (refused !== undefined) return [{ kind: 'check', value: refused.replace(/ /g, '-') }];
  const isOfRights = RIGHTS.test(words) && isHandedRequest(reading, call);
  return CHECKS.test(words) && (isOfRights || isHandedCaller(reading, call))
    ? [{ kind: 'check', value: checkName(words) }]
    : null;
}

/** Nothing takes what it answers. */
export function isAlone(call: SyntaxNode): boolean {
  const at = call.parent?.kind === 'await' ? call.parent : call;
  return at.parent?.kind === 'block' || at.parent?.kind === 'try' || /^if\.(?:then|else)$/.test(at.role ?? '');
}

/** What somebody may do with something, by the name of the check. */
const RIGHTS = /\b(?:visible|visibility|accessible|readable|writable|editable|viewable|permitted|allowed|entitled)\b/;

/** `(request, album)`: whoever makes the request is asked about. */
function isHandedRequest({ unit }: FileReading, call: SyntaxNode): boolean {
  const args = childrenOf(call, 'call.argument');
  return args.length > 1 && args.some((arg) => /^(?:req|request|ctx|context|self\.request)$/.test(unit.textOf(arg)));
}

/** `(session.user, id)`, `({ session: ctx.session, projectId })`: the caller itself or its id, read from the request. */
function isHandedCaller(reading: FileReading, call: SyntaxNode): boolean {
  return childrenOf(call, 'call.argument').some((arg) =>
    arg.kind === 'object'
      ? arg.children.some((child) => {
          const value = child.kind === 'shorthand' ? child : childOf(child, 'entry.value');
          return value !== null && isCaller(reading, value);
        })
      : isCaller(reading, childOf(arg, 'keyword.value') ?? arg),
  );
}

function isCaller(reading: FileReading, node: SyntaxNode): boolean {
  if (!['name', 'member', 'shorthand', 'call', 'await'].includes(node.kind)) return false;
  const actor = actorAt(reading, node);
  return (
    actor?.strength === 'strong' &&
    (actor.rest.length === 0 || /\bid$|^(?:sub|uid|person|profile)$/.test(actor.rest[0]!))
  );
}
