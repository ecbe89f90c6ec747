import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { actorAt } from './actor.ts';
import { lastName } from './paths.ts';
import { isScoped } from './scoped-lookups.ts';
import { wordsOf } from './words.ts';

/** A call that is told what the caller may see, or who it is. */
interface Handed {
  readonly node: SyntaxNode;
  /** What it asks, as the name of a check. */
  readonly asks: string;
}

/** Parameters that say what of the records somebody may see. */
const RIGHTS =
  /^(?:(?:user|viewer|caller|actor|current user) )?(?:permission|access|visibility|acl|authori[sz]ation|rights) (?:labels?|filters?|scopes?|query|where|clause|conditions?|predicate|ids?|groups?|codes?)$|^(?:allowed|permitted|visible|accessible|readable|authori[sz]ed) (?:\w+ ){0,2}ids?$|^check (?:permissions?|access)$/;
/** Methods that leave of what there is what somebody may see. */
const LEAVES =
  /\b(?:explorable|viewable|listable|readable|accessible|visible|permitted|choosable|editable|instances user has \w+|(?:instances|objects|records|queryset|items|documents|pages|projects) (?:for|of|user|visible|accessible|permitted)\b.*)(?: (?:instances|objects|records|query ?set|items|documents|pages|by|to|for|user))*$/;

/** `activities(limit, permission_labels=labels)`, `policy.explorable_instances(request.user)`. */
export function handedCaller(reading: FileReading, call: SyntaxNode): Handed | null {
  const args = childrenOf(call, 'call.argument');
  for (const arg of args) {
    const named = arg.kind === 'keyword' ? [arg] : arg.kind === 'object' ? arg.children : [];
    for (const each of named) {
      const kind = each.kind === 'keyword' ? 'keyword' : 'entry';
      const key =
        childOf(each, kind === 'keyword' ? 'keyword.name' : 'entry.key') ?? (each.kind === 'shorthand' ? each : null);
      const value = each.kind === 'shorthand' ? each : childOf(each, `${kind}.value`);
      if (key === null || value === null || key.end - key.start > 60) continue;
      const words = wordsOf(reading.unit.textOf(key).replace(/["']/g, ''));
      if (RIGHTS.test(words) && isRead(value)) return { node: each, asks: words.replace(/ /g, '-') };
    }
  }
  const callee = childOf(call, 'call.callee');
  const name = callee?.kind === 'member' ? lastName(reading.unit, callee) : null;
  if (name === null || name.length > 60 || isScoped(name) || !LEAVES.test(wordsOf(name))) return null;
  return args.some((arg) => isCaller(reading, childOf(arg, 'keyword.value') ?? arg))
    ? { node: call, asks: wordsOf(name).replace(/ /g, '-') }
    : null;
}

/** Not written here: a name, a member, what a call answers. */
function isRead({ kind }: SyntaxNode): boolean {
  return (
    kind === 'name' ||
    kind === 'member' ||
    kind === 'call' ||
    kind === 'await' ||
    kind === 'shorthand' ||
    kind === 'boolean'
  );
}

function isCaller(reading: FileReading, node: SyntaxNode): boolean {
  if (node.kind !== 'name' && node.kind !== 'member' && node.kind !== 'call') return false;
  return actorAt(reading, node)?.strength === 'strong';
}
