import type { NodeKind, SyntaxNode } from '../../model/syntax.ts';
import { childOf, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { errorDetails } from '../settings/hardening-rows.ts';
import type { Hardened } from './define.ts';

const TRACE =
  /^(?:stack|StackTrace|backtrace|full_message|format_exc|format_exception|getTraceAsString|printStackTrace|getStackTraceAsString|getStackTrace|stackTraceToString)$/;
/** What answers a caller, as it is written. */
const ANSWERS =
  /^(?:res|response|reply|ctx|c|w)\.(?:\w+\([^()]*\)\.)?(?:send|json|end|write|render|status|body|code|type|String|JSON|jsonp)\b|^(?:NextResponse|Response)\.json$|^(?:JSONResponse|PlainTextResponse|HTMLResponse|jsonify|HttpResponse\w*|JsonResponse|HTTPException|make_response|render|StatusCode|BadRequest|Problem|ObjectResult|ContentResult|Content|Ok|Response)$|^(?:Results|TypedResults)\.\w+$|ResponseEntity|^response\(\)|^echo$|^http\.Error$/;
const WITH_WRITER = /getWriter|\bresponse\b/;
/** Said to those who work on it only. */
const DEVELOPMENT =
  /\b(?:dev|development|debug|DEBUG|NODE_ENV|isDev\w*|IsDevelopment|production|isProd\w*|local|APP_DEBUG|testing|verbose)\b/i;
const STOPS: ReadonlySet<NodeKind> = new Set<NodeKind>(['function', 'class']);
/** All of an exception of .NET is its message and where it was thrown. */
const ERROR = /^(?:e|ex|err|error|exc|exception)\.ToString$/;
const MAX_STEPS = 24;

/** Answers that say where the code failed. */
export function* traces(reading: Reading): Generator<Hardened> {
  const { unit } = reading;
  for (const node of unit.ofKind('property')) {
    if (node.role !== 'member.property' || node.parent === null) continue;
    const name = unit.textOf(node);
    if (!TRACE.test(name) && !(name === 'ToString' && ERROR.test(unit.textOf(node.parent)))) continue;
    if (getsOut(reading, node.parent, unit.textOf(node)))
      yield { row: errorDetails, node: node.parent, value: errorDetails.loose };
  }
}

function getsOut(reading: Reading, node: SyntaxNode, name: string): boolean {
  const { unit, routes } = reading;
  let isOut =
    name === 'printStackTrace' && node.parent !== null && WITH_WRITER.test(unit.textOf(node.parent).slice(0, 200));
  let at = node;
  for (let step = 0; at.parent !== null && !STOPS.has(at.kind) && step < MAX_STEPS; step += 1) {
    const { parent } = at;
    const condition = parent.kind === 'if' ? childOf(parent, 'if.condition') : null;
    if (condition !== null && at !== condition && DEVELOPMENT.test(unit.textOf(condition).slice(0, 300))) return false;
    if (parent.kind === 'binary' && DEVELOPMENT.test(unit.textOf(parent).slice(0, 300))) return false;
    if ((parent.kind === 'call' || parent.kind === 'new') && at.role === 'call.argument') {
      const callee = childOf(parent, 'call.callee');
      isOut ||= callee !== null && ANSWERS.test(unit.textOf(callee).slice(0, 120));
    }
    if (parent.kind === 'return') {
      const fn = enclosing(parent, 'function');
      isOut ||= fn !== null && (routes.some(({ handler }) => handler === fn) || handlesErrors(reading, fn));
    }
    at = parent;
  }
  return isOut;
}

/** `@app.errorhandler(Exception)` */
function handlesErrors({ unit }: Reading, fn: SyntaxNode): boolean {
  return fn.children.some(
    (each) => each.kind === 'decorator' && /errorhandler|exception_handler/.test(unit.textOf(each)),
  );
}
