import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { wordsOf } from '../guards/words.ts';
import type { Unit } from '../unit.ts';
import type { Mark } from './mark.ts';
import { lastWord } from './put-through.ts';
import { toThrough } from './through.ts';

/** Options of objects that are written out, by what they bound or keep. */
const OPTIONS =
  /^(?:http ?only|secure|same ?site|min version|minimum version|cipher ?suites?|client auth|client ca s|root ca s|curve preferences|verify \w+|read header timeout|read timeout|write timeout|idle timeout|max header bytes|max (?:age|body\w*|size|bytes|depth|conns?|attempts|request \w+)|check redirect|allowed \w+|trusted \w+|timeout|audience|issuer|subject|not before|expires at|server name|host key callback|validate\w*|strict\w*|leeway|dial context|control|run as non root|run as user|allow privilege escalation|read only root filesystem|capabilities|seccomp profile|privileged)$/;
const SAFE_VALUE = /\b(?:safe\w*|secure|restricted|guarded|ssrf|hardened|private|blocked)\b/;
const TRANSPORT = /^(?:transport|dial(?:er| context)?|control|round tripper)$/;
const OF =
  /\b(?:tls|cookies?|server|client|transport|jwt|claims|token|parser|validation|cors|session|ssh|config|options|dialer|security)\b/;
const MAX_PARTS = 3000;

/** `opts := CookieOptions{Secure: s.Secure}`, `&tls.Config{MinVersion: tls.VersionTLS12}`: what an object says that is made or named. */
export function* writtenOptions(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  // Elsewhere what is given to a call is read as that call's.
  if (!unit.language.returnsSeveral) return;
  for (const node of unit.ofKind('new')) {
    const callee = childOf(node, 'call.callee');
    if (callee === null || !OF.test(wordsOf(unit.textOf(callee)))) continue;
    for (const option of childrenOf(node, 'call.argument')) {
      const name = option.kind === 'keyword' ? childOf(option, 'keyword.name') : null;
      const value = childOf(option, 'keyword.value');
      if (name === null || value === null || value.kind === 'null') continue;
      const words = wordsOf(unit.textOf(name));
      const isSafe = TRANSPORT.test(words) && SAFE_VALUE.test(wordsOf(unit.textOf(value).slice(0, 120)));
      if ((!OPTIONS.test(words) && !isSafe) || /^(?:false|0)$/.test(unit.textOf(value))) continue;
      const word = wordBeside(unit, node) ?? lastWord(unit, callee);
      const shown = option.end - option.start > 120 ? name : option;
      yield toThrough(reading, { node, key: `written ${words}`, word, shown });
    }
  }
  yield* assigned(reading);
}

/** `client.CheckRedirect = refuse` */
function* assigned(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const node of unit.ofKind('assign')) {
    const target = childOf(node, 'assign.target');
    const property = target?.kind === 'member' ? childOf(target, 'member.property') : null;
    const object = target?.kind === 'member' ? childOf(target, 'member.object') : null;
    if (property === null || object === null || object.end - object.start > 60) continue;
    const words = wordsOf(unit.textOf(property));
    if (!OPTIONS.test(words) || /(?:= |=)(?:false|nil|0)$/.test(unit.textOf(node).slice(-10))) continue;
    const shown = node.end - node.start > 120 ? target! : node;
    const mark = toThrough(reading, { node, key: `written ${words}`, word: lastWord(unit, object), shown });
    yield OF.test(wordsOf(unit.textOf(object))) ? mark : { ...mark, fact: null };
  }
}

/** What else gets what a call gets that is given the object by its name: it stays where only the object goes. */
function wordBeside(unit: Unit, node: SyntaxNode): string | null {
  const target = node.role === 'assign.value' && node.parent !== null ? childOf(node.parent, 'assign.target') : null;
  const fn = target?.kind === 'name' ? enclosing(node, 'function') : null;
  if (target === null || fn === null) return null;
  const name = unit.textOf(target);
  let count = 0;
  for (const call of descendants(fn)) {
    if ((count += 1) > MAX_PARTS) return null;
    if (call.kind !== 'call' || call.start < node.end) continue;
    const args = childrenOf(call, 'call.argument');
    if (!args.some((arg) => arg.kind === 'name' && unit.textOf(arg) === name)) continue;
    const beside = args.find((arg) => (arg.kind === 'name' || arg.kind === 'member') && unit.textOf(arg) !== name);
    return beside === undefined ? null : lastWord(unit, beside);
  }
  return null;
}
