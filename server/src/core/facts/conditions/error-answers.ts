import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { wordsOf } from '../guards/words.ts';
import type { Unit } from '../unit.ts';
import type { Mark } from './mark.ts';
import { toRanked } from './ranked.ts';

/** Calls that answer a caller with what went wrong, as they are written. */
const ANSWERS =
  /^http\.Error$|^(?:c|ctx|w|res|response|reply)\.(?:\w+\([^()]*\)\.)?(?:JSON|String|AbortWithStatusJSON|AbortWithError|SendString|json|send|end|sendError|abort|text|html)$|^(?:huma|echo|fiber|problem|httperr\w*|errors?)\.(?:Error\d\w*|NewHTTPError|NewError)$|^abort$|^(?:BadRequest|Problem|StatusCode|Content|ObjectResult|InternalServerError|Results\.\w+)$|^response\(\)->json$|^render$|ResponseEntity\.[\w.()]*\.body$|^new ResponseEntity$|^ResponseEntity$/;
/** What failed, as it came. */
const CAUSE = /^(?:\$?(?:err|error|ex|exc|exception|e|cause|throwable|t))$/;
const MESSAGE =
  /^(?:Error|getMessage|message|Message|getLocalizedMessage|ToString|toString|to_s|full_message|getCause)$/;
const MAX_PARTS = 60;

/** `http.Error(w, "internal error", 500)`, and with `err.Error()`: whether callers are told why something failed. */
export function* errorAnswers(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const kind of ['call', 'new'] as const)
    for (const node of unit.ofKind(kind)) {
      const callee = childOf(node, 'call.callee');
      if (callee === null || callee.end - callee.start > 120) continue;
      const text = unit.textOf(callee).replace(/\s+/g, '');
      if (!ANSWERS.test(kind === 'new' ? `new ${text}` : text)) continue;
      const args = childrenOf(node, 'call.argument');
      const said = new Set(args.map((arg) => tells(unit, arg)));
      if (said.has('cause')) yield toRanked(reading, 'rank', { node, key: `told ${text.slice(-40)}`, rank: 0 });
      else if (said.has('text') && FAILS.test(wordsOf(unit.textOf(node).slice(0, 200))))
        yield toRanked(reading, 'rank', { node, key: `told ${text.slice(-40)}`, rank: 1 });
    }
}

const FAILS = /\b(?:error\w*|fail\w*|invalid|cannot|could not|unable|50\d|40\d|wrong|denied|internal)\b/;

function tells(unit: Unit, arg: SyntaxNode): 'cause' | 'text' | null {
  let count = 0;
  let found: 'text' | null = null;
  for (const at of descendants(arg)) {
    if ((count += 1) > MAX_PARTS) return found;
    if (at.kind === 'name' && CAUSE.test(unit.textOf(at))) {
      const { parent } = at;
      const property = parent?.kind === 'member' ? childOf(parent, 'member.property') : null;
      if (property === null || MESSAGE.test(unit.textOf(property))) return 'cause';
    }
    if (at.kind === 'string' || at.kind === 'template-text') found = 'text';
  }
  return found;
}
