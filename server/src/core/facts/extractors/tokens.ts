import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, enclosing } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { optionsOf, optionsOfValue } from '../options.ts';
import { readSettings, rowsByName } from '../settings/read.ts';
import { tokenRows } from '../settings/token-rows.ts';
import { known } from '../to-fact.ts';
import {
  endsByItself,
  mintCalls,
  mintChains,
  unverifiedCalls,
  unverifiedPattern,
  type VerifyCall,
  verifiesByName,
  verifyCalls,
  verifyChains,
} from '../tokens/calls.ts';
import {
  chainOf,
  type Checked,
  ofBuilder,
  ofGolangJwt,
  ofJavaScript,
  ofJwx,
  ofPython,
  ofRuby,
  UNVERIFIED,
} from '../tokens/checked.ts';

const settings = rowsByName(tokenRows);

/** How tokens are made and checked: which algorithms, for whom, by whom, for how long. */
export const tokens = defineExtractor({
  id: 'tokens',
  kinds: ['identity.token'],
  languages: 'code',
  *extract(reading) {
    if (reading.unit.context.test) return;
    yield* readSettings(reading, settings);
    for (const kind of ['call', 'new'] as const)
      for (const call of reading.unit.ofKind(kind)) {
        const path = reading.resolver.calleeOf(call);
        const callee = childOf(call, 'call.callee');
        const name = callee === null ? null : lastName(reading.unit, callee);
        if (name !== null) yield* ofCall(reading, call, path, name);
      }
    // passport-jwt is told in its constructor, or in `super(…)` of a strategy.
    for (const object of reading.unit.ofKind('object')) {
      const entries = reading.resolver.entriesOf(object);
      if (!entries.has('jwtFromRequest') || !(entries.has('secretOrKey') || entries.has('secretOrKeyProvider')))
        continue;
      const options = optionsOfValue(reading, { kind: 'object', node: object });
      yield verified(object, 'passport-jwt', ofJavaScript(options));
    }
  },
});

function* ofCall(reading: Reading, call: SyntaxNode, path: string | null, name: string): Generator<Site> {
  if ((path !== null && unverifiedCalls.has(path)) || unverifiedPattern.test(path ?? name)) {
    yield verified(call, path ?? name, UNVERIFIED);
    return;
  }
  const chained = verifyChains.find(({ begins, ends }) => ends.test(name) && beginsWith(reading, call, begins));
  const how = (path === null ? undefined : verifyCalls.get(path)) ?? chained?.call;
  if (how !== undefined)
    yield verified(call, path ?? name, byHeader(reading, call, checkedBy(reading, call, path ?? '', how)));
  else if (
    (path !== null && mintCalls.has(path)) ||
    mintChains.some(({ begins, ends }) => ends.test(name) && beginsWith(reading, call, begins))
  )
    yield minted(reading, call, path ?? name);
  else if (call.kind === 'call' && verifiesByName.test(name)) yield byName(call, name);
}

function checkedBy(reading: Reading, call: SyntaxNode, path: string, how: VerifyCall): Checked {
  const args = reading.resolver.argumentsOf(call);
  switch (how.style) {
    case 'javascript':
      return ofJavaScript(optionsOf(reading, args, how.options));
    case 'python':
      return ofPython(reading, optionsOf(reading, args, how.options));
    case 'ruby':
      return ofRuby(reading, args);
    case 'golang-jwt':
      return ofGolangJwt(reading, call, path, how.key);
    case 'jwx':
      return ofJwx(reading, call);
    case 'builder':
      return ofBuilder(reading, call);
    case 'plain':
      return { algorithm: 'listed', audience: 'checked', issuer: 'checked', expiry: 'checked' };
  }
}

/** `algorithms: [header.alg]`: who made the token says how it is to be checked. */
function byHeader({ unit }: Reading, call: SyntaxNode, checked: Checked): Checked {
  if (checked.algorithm !== 'listed' || call.end - call.start > 2000) return checked;
  const text = unit.textOf(call);
  return /algorithms?["']?\s*[:=]\s*\[?[^\],})]{0,80}(?:\.alg\b|\[["']alg["']\]|get\(["']alg["']\))/.test(text)
    ? { ...checked, algorithm: 'header' }
    : checked;
}

function beginsWith(reading: Reading, call: SyntaxNode, begins: RegExp): boolean {
  let at: SyntaxNode | null = call;
  for (let step = 0; at !== null && step < 30; step += 1) {
    const next: SyntaxNode | null =
      at.kind === 'call' || at.kind === 'new'
        ? childOf(at, 'call.callee')
        : at.kind === 'member'
          ? childOf(at, 'member.object')
          : null;
    if (next === null) break;
    at = next;
  }
  if (at?.kind !== 'name') return false;
  return begins.test(reading.unit.textOf(at)) && chainOf(reading, call).some(({ name }) => name !== 'decode');
}

function site(node: SyntaxNode, path: string, action: string, why: string): Site {
  return {
    kind: 'identity.token',
    action,
    resource: { kind: 'token', value: known(path), norm: 'token' },
    node,
    evidence: [{ node, role: 'call' }],
    tier: 'resolved',
    why: [why],
  };
}

function verified(node: SyntaxNode, path: string, checked: Checked): Site {
  return checked.algorithm === 'unverified'
    ? site(node, path, 'decode-unverified', `\`${path}\` reads the token without checking its signature.`)
    : { ...site(node, path, 'verify', `\`${path}\` checks the token.`), qualifiers: checked };
}

/** A function of another file, or of another place of this one. */
function byName(node: SyntaxNode, name: string): Site {
  return { ...site(node, name, 'verify', `Known by its name, \`${name}\`.`), tier: 'name' };
}

const SAYS_END = /\bexp\b|expir|lifetime|\bttl\b|maxAge|ExpiresAt/i;

/** A token without an end is for ever whoever holds it. */
function minted({ unit }: Reading, call: SyntaxNode, path: string): Site {
  const around = enclosing(call, 'function') ?? call;
  const text = unit.tree.text.slice(Math.max(around.start, call.start - 4000), Math.min(around.end, call.end + 400));
  const isLimited = endsByItself.test(path) || SAYS_END.test(text) || SAYS_END.test(unit.textOf(call));
  return {
    ...site(call, path, 'mint', `\`${path}\` makes a token.`),
    qualifiers: { lifetime: isLimited ? 'limited' : 'unlimited' },
  };
}
