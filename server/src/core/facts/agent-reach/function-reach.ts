import type { FunctionReach } from '../../model/agent-reach.ts';
import type { Fact } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { Reading } from '../define.ts';
import { fileCall } from '../apis/file-calls.ts';
import { isAnyPath } from '../passages/reads.ts';
import { sourceOfCall } from '../passages/sources.ts';
import { childOf } from '../../text/tree.ts';
import { argumentAt, textOfValue, type Argument } from '../value.ts';

/** Searches what was put into an index before: documents of the team more often than pages of others. */
const SEARCHES =
  /\.(?:similarity_search\w*|similaritySearch\w*|get_relevant_documents|getRelevantDocuments|as_retriever|asRetriever|max_marginal_relevance_search)(?:\(\))?(?:\.|$)/;
/** Mail to whomever the caller names. */
const SENDS =
  /^(?:nodemailer\.createTransport\(\)\.sendMail|smtplib\.SMTP(?:_SSL)?\(\)\.(?:sendmail|send_message)|aiosmtplib\.(?:send|SMTP\(\)\.send\w*)|yagmail\.SMTP\(\)\.send|redmail\.\w+\.send|flask_mail\.Mail\(\)\.send|django\.core\.mail\.(?:send_mail|EmailMessage\(\)\.send|EmailMultiAlternatives\(\)\.send))$/;
const PRIVATE_READ: ReadonlySet<string> = new Set(['Read', 'List']);
const MAX_READS = 400;
const MAX_DEPTH = 8;

/** What the functions of a file read that others wrote, or that is not for everybody, and mail that they send. What they do besides is told by acts. */
export function reachOfFunctions(
  reading: Reading,
  facts: readonly Fact[],
  holderOf: (node: SyntaxNode) => string,
): readonly FunctionReach[] {
  const { unit, resolver } = reading;
  const found: FunctionReach[] = [];
  const add = (node: SyntaxNode, leg: FunctionReach['leg'], words: string): void => {
    if (found.length < MAX_READS) found.push({ leg, words, within: holderOf(node), range: unit.rangeOf(node) });
  };
  for (const call of unit.ofKind('call')) {
    const path = resolver.calleeOf(call);
    if (path === null) continue;
    if (SEARCHES.test(path)) add(call, 'private', 'searches an index of documents');
    else {
      const source = sourceOfCall(path)?.source;
      if (source === 'mail') {
        add(call, 'untrusted', 'reads mail that anybody sends');
        add(call, 'private', 'reads a mailbox');
      }
      if (source === 'issue') add(call, 'untrusted', 'reads what others write in tickets and chats');
      if (source === 'fetched' && !isOwnAddress(reading, call)) add(call, 'untrusted', 'reads pages that others wrote');
    }
    if (SENDS.test(path)) add(call, 'outward', 'sends mail');
    for (const { action, path: at } of fileCall(unit.language.id, path) ?? []) {
      if (action !== 'read') continue;
      const given =
        at === 'receiver' ? namedBefore(reading, call) : argumentAt(resolver.argumentsOf(call), at[0], at[1]);
      if (given?.node != null && isAnyPath(textOfValue(given.value())))
        add(call, 'private', 'reads the file that it is told to');
    }
  }
  for (const fact of facts) {
    const isCloud = fact.kind === 'permission.cloud' && PRIVATE_READ.has(fact.detail?.accessLevel ?? '');
    const isRows = fact.kind === 'permission.database' && fact.action === 'select';
    if ((isCloud || isRows) && fact.detail?.via !== 'transitive' && found.length < MAX_READS)
      found.push({
        leg: 'private',
        words: isRows
          ? `reads ${fact.resource.norm === 'dynamic' ? 'a database' : fact.resource.norm}`
          : `reads from the cloud (${fact.action})`,
        within: fact.provenance.anchor,
        range: fact.provenance.range,
      });
  }
  return found;
}

/** `File(path).readText()`: what the file is made of, where that is a parameter or part of one. */
function namedBefore({ unit, scopes, resolver }: Reading, call: SyntaxNode): Argument | null {
  const callee = childOf(call, 'call.callee');
  const object = callee === null ? null : childOf(callee, 'member.object');
  const [first] = object?.kind === 'call' || object?.kind === 'new' ? resolver.argumentsOf(object) : [];
  let at: SyntaxNode | null = first?.node ?? null;
  for (let depth = 0; depth < MAX_DEPTH && at !== null && at.kind !== 'name'; depth += 1)
    at = childOf(at, 'member.object') ?? childOf(at, 'index.object') ?? childOf(at, 'call.callee');
  const isGiven = at !== null && scopes.lookUp(unit.textOf(at), at)?.how === 'parameter';
  return isGiven ? (first ?? null) : null;
}

/** An address that stands in the code is of a service that somebody chose. */
function isOwnAddress({ resolver }: Reading, call: SyntaxNode): boolean {
  const [first] = resolver.argumentsOf(call);
  const text = first === undefined ? null : textOfValue(first.value());
  return text !== null && /^(?:[a-z]+:)?\/\/[^*/]+/.test(text);
}
