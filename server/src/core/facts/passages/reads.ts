import type { SyntaxNode } from '../../model/syntax.ts';
import { fileCall } from '../apis/file-calls.ts';
import { networkCalls } from '../apis/network-calls.ts';
import { runtimeCall } from '../apis/runtime-calls.ts';
import type { ToolEffect } from '../apis/agent-tool-effects.ts';
import { calledName } from '../call-chain.ts';
import type { Reading } from '../define.ts';
import { nodesWithin } from '../nodes-within.ts';
import { argumentAt, textOfValue } from '../value.ts';

/** Where programs keep what lets others in. */
const SECRET_FILES =
  /(?:^|[\\/"'`~])\.(?:ssh|aws|kube|gnupg|netrc|npmrc|pypirc|git-credentials|docker\/config\.json|config\/(?:gcloud|gh))(?:[\\/"'`]|$)|\bid_(?:rsa|ed25519|ecdsa|dsa)\b|(?:^|[\\/"'`])\.env(?:\.\w+)?["'`]?$|\/etc\/shadow|wallet\.dat|Login Data|\.cursor\/mcp\.json/;
/** Where a machine of a cloud gets its credentials from. */
const METADATA = /\/\/(?:169\.254\.169\.254|169\.254\.170\.2|metadata\.google\.internal|100\.100\.100\.200)(?:[/:]|$)/;
/** All variables at once. */
const ALL_VARIABLES =
  /^(?:os\.environ(?:\.copy\(\)|\.items\(\))?|process\.env|Deno\.env\.toObject\(\)|import\.meta\.env)$/;

/** What a function reads that its caller did not have: a file whose name is given to it, files of secrets, the whole environment. */
export function readsOf(reading: Reading, fn: SyntaxNode): readonly ToolEffect[] {
  const { unit, resolver } = reading;
  const found: ToolEffect[] = [];
  let opens = false;
  for (const call of nodesWithin(unit, ['call', 'new'], fn)) {
    if (/^(?:read(?:_text|_bytes|lines|Text|File(?:Sync)?)|open)$/.test(calledName(reading, call))) opens = true;
    const path = resolver.calleeOf(call);
    if (path !== null && loadsCode(reading, call, path)) found.push('run');
    if (path !== null && networkCalls.has(path) && asksMachine(reading, call)) found.push('secrets');
    const acts = path === null ? undefined : fileCall(unit.language.id, path);
    for (const { action, path: at } of acts ?? []) {
      if (action !== 'read') continue;
      opens = true;
      const given = at === 'receiver' ? null : argumentAt(resolver.argumentsOf(call), at[0], at[1]);
      if (given !== null && given !== undefined && given.node !== null && isAnyPath(textOfValue(given.value())))
        found.push('read');
    }
  }
  const texts = opens ? [...nodesWithin(unit, ['string', 'template-text'], fn)] : [];
  if (texts.some((node) => SECRET_FILES.test(unit.textOf(node).slice(0, 300)))) found.push('secrets');
  if (readsEnvironment(reading, fn)) found.push('secrets');
  return found;
}

/** A module whose name or place is no text of the program. */
function loadsCode({ unit, resolver }: Reading, call: SyntaxNode, path: string): boolean {
  const row = runtimeCall(unit.language.id, path);
  const given = row?.action === 'load' ? argumentAt(resolver.argumentsOf(call), ...row.argument) : null;
  return given?.node != null && isAnyPath(textOfValue(given.value()));
}

function asksMachine({ resolver }: Reading, call: SyntaxNode): boolean {
  return resolver.argumentsOf(call).some(({ value }) => METADATA.test(textOfValue(value()) ?? ''));
}

/** Nothing is known of a path but that it begins somewhere: `"/" + name`. */
export function isAnyPath(text: string | null): boolean {
  return text === null || /^[./~\\]*\*/.test(text);
}

/** `dict(os.environ)`, `JSON.stringify(process.env)`: not one variable of it. */
function readsEnvironment({ unit }: Reading, fn: SyntaxNode): boolean {
  return [...nodesWithin(unit, ['member'], fn)].some((node) => {
    if (!ALL_VARIABLES.test(unit.textOf(node).slice(0, 60))) return false;
    const { parent } = node;
    if (parent?.kind === 'index') return false;
    if (parent?.kind !== 'member') return true;
    return /^\.(?:copy|items)\b/.test(unit.tree.text.slice(node.end, node.end + 12));
  });
}

/** A call that connects, wherever to but the machine itself. */
export function connects(reading: Reading, fn: SyntaxNode): boolean {
  return [...nodesWithin(reading.unit, ['call', 'new'], fn)].some((call) => {
    const path = reading.resolver.calleeOf(call);
    return path !== null && networkCalls.has(path) && !asksMachine(reading, call);
  });
}
