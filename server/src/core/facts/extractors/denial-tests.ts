import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, childrenOfKind, descendants } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { FILE_SUBJECT } from '../subjects.ts';
import { known } from '../to-fact.ts';

/** Tests that expect somebody to be refused, and what tests about refusing expect instead. */
export const denialTests = defineExtractor({
  id: 'denial-tests',
  kinds: ['assurance.test'],
  languages: 'code',
  *extract(reading) {
    const { unit } = reading;
    if (!isTestFile(reading)) return;
    const allowed = new Set<string>();
    for (const { node, expects } of expectations(reading)) {
      const test = testAround(reading, node);
      if (test === null) continue;
      if (expects === 'allowed') {
        // Most tests expect success: only those that are about who may are looked at, once each.
        if (allowed.has(test.title) || !ABOUT_ACCESS.test(wordsOf(test.title))) continue;
        allowed.add(test.title);
      }
      yield {
        kind: 'assurance.test',
        action: 'expect',
        resource: { kind: 'test', value: known(test.title), norm: wordsOf(test.title).slice(0, 120) },
        node,
        evidence: [{ node, role: 'literal' }],
        tier: 'pattern',
        why: [
          `\`${unit.textOf(node).split('\n')[0]!.slice(0, 80)}\` expects ${expects === 'denied' ? 'a refusal' : 'success'}.`,
        ],
        qualifiers: { expects, run: test.isSkipped ? 'skipped' : 'yes' },
        subject: FILE_SUBJECT,
      } satisfies Site;
    }
  },
});

function isTestFile({ unit }: Reading): boolean {
  return (
    unit.context.test ||
    /(?:^|\/)(?:[^/]*(?:Tests?|IT|Spec)\.(?:java|kt|cs|php)|[^/]*_(?:test|spec)\.rb)$/.test(unit.path)
  );
}

const ABOUT_ACCESS =
  /\b(?:auth\w*|guest|anonymous|forbid\w*|denie\w*|deny|denial|refus\w*|reject\w*|unauthor\w*|permission\w*|admin\w*|role|roles|token|login|logged|sign|owner|another|other|stranger|member|access|allow\w*|only|cannot|must not|401|403|without|invalid|expired|csrf|signature|scope|tenant|private|protected|require\w*|public\w*)\b/;
const DENIED_TYPE =
  /Forbidden|Unauthori[sz]ed|PermissionDenied|AccessDenied|NotAuthori[sz]ed|AuthenticationFailed|NotAuthenticated|Unauthenticated|InvalidToken|PermissionError|InvalidSignature|NotPermitted|AuthorizationError|AuthenticationError|AuthError|AccessError/;
const COMPARES =
  /^(?:toBe|toEqual|toStrictEqual|toHaveStatus|toHaveProperty|equal|equals|eql|eq|Equal|Equalf|Exactly|EqualValues|assertEqual|assertEquals|assertSame|AreEqual|Same|isEqualTo|status|statusCode|expect|expectStatus|assertStatus|assertResponseStatus|have_http_status|assert_response|assert_equal|assertStatusCode|is|Be|haveStatus|strictEqual|deepEqual|must_equal)$/;
const DENIES =
  /^(?:isForbidden|isUnauthorized|assertForbidden|assertUnauthorized|toBeForbidden|be_forbidden|be_unauthorized|assertGuest|is4xxClientError|assertNotAuthenticated|RequireUnauthorized|toBeDenied)$/;
const ALLOWS =
  /^(?:isOk|assertOk|assertSuccessful|isCreated|isNoContent|is2xxSuccessful|assertCreated|assertNoContent|be_successful|be_ok)$/;
const THROWS =
  /^(?:toThrow|toThrowError|rejects|raises|assertRaises|assertRaisesRegex|assertThrows|assertThrowsExactly|Throws|ThrowsAsync|ThrowsException|raise_error|assert_raises|expectException|ErrorIs|ErrorAs|throws|isInstanceOf|rejectedWith)$/;

interface Expectation {
  readonly node: SyntaxNode;
  readonly expects: 'denied' | 'allowed';
}

function* expectations(reading: Reading): Generator<Expectation> {
  const { unit } = reading;
  for (const call of unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (callee === null || name === null) continue;
    if (DENIES.test(name)) yield { node: call, expects: 'denied' };
    else if (ALLOWS.test(name)) yield { node: call, expects: 'allowed' };
    const args = childrenOf(call, 'call.argument');
    if (COMPARES.test(name)) {
      const seen = args.map((arg) => statusOf(reading, arg)).find((each) => each !== null);
      if (
        seen != null &&
        (args.length < 2 || args.some((arg) => isStatusRead(reading, arg)) || /status/i.test(name)) &&
        isOfStatus(reading, call, callee, name, args)
      )
        yield { node: call, expects: seen };
    } else if (THROWS.test(name)) {
      const text = args.map((arg) => (arg.kind === 'function' ? '' : unit.textOf(arg).slice(0, 120))).join(' ');
      const typed = unit.textOf(callee).slice(-80);
      if (DENIED_TYPE.test(text) || DENIED_TYPE.test(typed)) yield { node: call, expects: 'denied' };
    }
  }
  for (const node of unit.ofKind('binary')) {
    const operator = childOf(node, 'binary.operator');
    if (operator === null || !/^(?:===?|!==?)$/.test(unit.textOf(operator))) continue;
    const sides = [childOf(node, 'binary.left'), childOf(node, 'binary.right')];
    const seen = sides.map((side) => (side === null ? null : statusOf(reading, side))).find((each) => each !== null);
    if (seen != null && sides.some((side) => side !== null && isStatusRead(reading, side)))
      yield { node, expects: seen };
  }
}

/** 403 of `expect(response.status).toBe(403)`, of `.expect(403)`, of `status(403)`. */
function isOfStatus(
  { unit }: Reading,
  call: SyntaxNode,
  callee: SyntaxNode,
  name: string,
  args: readonly SyntaxNode[],
): boolean {
  if (/status|response|^expect$/i.test(name) || args.length >= 2) return true;
  const text = unit.textOf(callee).slice(-200);
  return /status|code|statusCode/i.test(text) || (call.parent !== null && /have_http_status/.test(text));
}

function isStatusRead({ unit }: Reading, node: SyntaxNode): boolean {
  return (
    node.end - node.start < 160 &&
    /(?:status|code)\w*(?:\(\))?\s*$/i.test(unit.textOf(node)) &&
    node.kind !== 'number' &&
    node.kind !== 'string'
  );
}

function statusOf({ unit }: Reading, node: SyntaxNode): 'denied' | 'allowed' | null {
  if (node.kind === 'keyword') {
    const value = childOf(node, 'keyword.value');
    return value === null ? null : statusOf({ unit } as Reading, value);
  }
  if (node.end - node.start > 80 || node.kind === 'call' || node.kind === 'function') return null;
  const text = unit.textOf(node).replace(/["']/g, '');
  if (/^(?:401|403)$/.test(text)) return 'denied';
  if (/^(?:200|201|204)$/.test(text)) return 'allowed';
  const last = text.slice(text.search(/[^.:]*$/));
  if (
    /^(?:Status)?(?:HTTP_40[13]_)?_?(?:Forbidden|Unauthori[sz]ed|FORBIDDEN|UNAUTHORI[SZ]ED|forbidden|unauthori[sz]ed)$/.test(
      last,
    ) ||
    /^HTTP_40[13]_/.test(last) ||
    /^SC_(?:FORBIDDEN|UNAUTHORIZED)$/.test(last)
  )
    return 'denied';
  return /^(?:Status)?(?:OK|Ok|Created|NoContent|CREATED|NO_CONTENT|ok|created|success)$/.test(last) ||
    /^HTTP_20[014]_/.test(last) ||
    /^SC_OK$/.test(last)
    ? 'allowed'
    : null;
}

interface Test {
  readonly title: string;
  readonly isSkipped: boolean;
}

const CASE = /^(?:it|test|specify|scenario|example|Run|should|fit|xit|xtest|xspecify)$/;
const GROUP = /^(?:describe|context|suite|feature|xdescribe|xcontext)$/;

/** The test around an expectation; its groups say only whether it runs. */
function testAround({ unit }: Reading, node: SyntaxNode): Test | null {
  let title: string | null = null;
  let isSkipped = false;
  for (let at: SyntaxNode | null = node; at !== null; at = at.parent) {
    if (at.kind === 'call') {
      const callee = childOf(at, 'call.callee');
      const text = callee === null ? '' : unit.textOf(callee).slice(0, 60);
      const base =
        text
          .replace(/\.(?:skip|only|each|concurrent|todo|failing|if|skipIf|runIf)\b[\s\S]*$/, '')
          .split('.')
          .pop() ?? '';
      if (CASE.test(base) || GROUP.test(base)) {
        const [first] = childrenOf(at, 'call.argument');
        if (
          CASE.test(base) &&
          title === null &&
          first !== undefined &&
          (first.kind === 'string' || first.kind === 'template')
        )
          title = unit
            .textOf(first)
            .replace(/^["'`]|["'`]$/g, '')
            .slice(0, 160);
        if (/\.(?:skip|todo)\b|^x(?:it|test|specify|describe|context)$/.test(text)) isSkipped = true;
      }
    }
    if (at.kind === 'function' || at.kind === 'class') {
      const name = childOf(at, `${at.kind}.name`);
      const decorators = childrenOfKind(at, 'decorator').map((each) => unit.textOf(each));
      if (decorators.some((text) => /\b(?:skip|skipif|skipIf|xfail|Disabled|Ignore|Skip)\b/i.test(text)))
        isSkipped = true;
      if (at.kind === 'function' && name !== null) {
        if (
          title === null &&
          (/^(?:test|Test|should|it_|spec_)/.test(unit.textOf(name)) ||
            decorators.some((text) => /\b(?:Test|Fact|Theory|TestMethod|ParameterizedTest|TestCase)\b/.test(text)))
        )
          title = unit.textOf(name);
        if (skipsItself(unit, at)) isSkipped = true;
      }
    }
  }
  return title === null ? null : { title, isSkipped };
}

/** `t.Skip("…")`, `pytest.skip()`, `$this->markTestSkipped()` as one of its first statements. */
function skipsItself(unit: Reading['unit'], fn: SyntaxNode): boolean {
  const body = childOf(fn, 'function.body');
  if (body === null) return false;
  return body.children.slice(0, 2).some((statement) => {
    if (statement.kind !== 'call') return false;
    let left = 6;
    for (const each of descendants(statement)) {
      if ((left -= 1) < 0) return false;
      if (each.kind === 'property' || each.kind === 'name')
        if (/^(?:Skip|SkipNow|Skipf|skip|markTestSkipped|skipTest)$/.test(unit.textOf(each))) return true;
    }
    return false;
  });
}
