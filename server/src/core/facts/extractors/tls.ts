import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { connectionTexts } from '../settings/connection-texts.ts';
import { agreesAlways } from '../settings/meanings.ts';
import { readSettings, rowsByName, toSettingSite } from '../settings/read.ts';
import { tlsRows } from '../settings/tls-rows.ts';

const byName = rowsByName(tlsRows);
const rowOf = (id: string): (typeof tlsRows)[number] => tlsRows.find((row) => row.id === id)!;

/** Whether connections are encrypted, and whether whoever answers is who they say. */
export const tls = defineExtractor({
  id: 'tls',
  kinds: ['assurance.tls'],
  languages: 'all',
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test || unit.language.id === 'text') return;
    yield* readSettings(reading, byName);
    for (const { id, value, node } of connectionTexts(reading))
      yield toSettingSite(reading, rowOf(id), { node }, value);
    if (unit.language.isCode) {
      yield* ofFunctions(reading);
      yield* ofCalls(reading);
    }
    yield* ofCommands(reading);
  },
});

/** `checkServerTrusted(…) {}` of a trust manager, `verify(…) { return true; }` of a hostname verifier. */
function* ofFunctions(reading: Reading): Generator<Site> {
  const { unit } = reading;
  for (const fn of unit.ofKind('function')) {
    const name = childOf(fn, 'function.name');
    if (name === null) continue;
    const text = unit.textOf(name);
    if (text !== 'checkServerTrusted' && !(text === 'verify' && isHostnameVerifier(reading, fn))) continue;
    if (childOf(fn, 'function.body') === null) continue;
    yield toSettingSite(reading, rowOf('certificate-check'), { node: fn }, agreesAlways(fn, reading) ? 'off' : 'on');
  }
}

function isHostnameVerifier({ unit }: Reading, fn: SyntaxNode): boolean {
  const owner = enclosing(fn, 'class', 'new');
  if (owner === null) return false;
  const types =
    owner.kind === 'new'
      ? childrenOf(owner, 'call.callee')
      : [...childrenOf(owner, 'class.implements'), ...childrenOf(owner, 'class.base')];
  return types.some((type) => unit.textOf(type).endsWith('HostnameVerifier'));
}

/** Calls without an argument that say it: the value each stands for, by the id of the setting. */
const CALLS: ReadonlyMap<string, readonly [id: string, value: string]> = new Map([
  ['ssl._create_unverified_context', ['certificate-check', 'off']],
  ['ssl.create_default_context', ['certificate-check', 'on']],
  ['google.golang.org/grpc.WithInsecure', ['encryption-of-connection', 'off']],
  ['google.golang.org/grpc/credentials/insecure.NewCredentials', ['encryption-of-connection', 'off']],
  ['google.golang.org/grpc/credentials.NewTLS', ['encryption-of-connection', 'on']],
  ['google.golang.org/grpc/credentials.NewClientTLSFromCert', ['encryption-of-connection', 'on']],
  ['google.golang.org/grpc/credentials.NewClientTLSFromFile', ['encryption-of-connection', 'on']],
  ['grpc.insecure_channel', ['encryption-of-connection', 'off']],
  ['grpc.aio.insecure_channel', ['encryption-of-connection', 'off']],
  ['grpc.secure_channel', ['encryption-of-connection', 'on']],
  ['grpc.aio.secure_channel', ['encryption-of-connection', 'on']],
  ['@grpc/grpc-js.credentials.createInsecure', ['encryption-of-connection', 'off']],
  ['@grpc/grpc-js.credentials.createSsl', ['encryption-of-connection', 'on']],
]);
/** Methods that a pipeline or builder is told by, whoever has them. */
const METHODS: ReadonlyMap<string, readonly [id: string, value: string]> = new Map([
  ['UseHttpsRedirection', ['https-only', 'on']],
  ['UseHsts', ['strict-transport', 'on']],
  ['usePlaintext', ['encryption-of-connection', 'off']],
  ['useTransportSecurity', ['encryption-of-connection', 'on']],
]);
const ON_OFF = { kind: 'assurance.tls', values: ['on', 'off'], loose: 'off', otherwise: 'off' } as const;
const PIPELINE = [
  { ...ON_OFF, id: 'https-only', title: 'the redirect to HTTPS' },
  { ...ON_OFF, id: 'strict-transport', title: 'the demand for HTTPS (HSTS)' },
] as const;

function* ofCalls(reading: Reading): Generator<Site> {
  const { unit, resolver } = reading;
  for (const call of unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (name === null) continue;
    const said = METHODS.get(name) ?? (MAYBE.has(name) ? CALLS.get(resolver.calleeOf(call) ?? '') : undefined);
    if (said === undefined) continue;
    const row = PIPELINE.find(({ id }) => id === said[0]) ?? rowOf(said[0]);
    yield toSettingSite(reading, row, { node: call }, said[1]);
  }
  // `ssl._create_default_https_context = ssl._create_unverified_context`
  for (const assign of unit.ofKind('assign')) {
    const value = childOf(assign, 'assign.value');
    if (value?.kind === 'member' && unit.textOf(value) === 'ssl._create_unverified_context')
      yield toSettingSite(reading, rowOf('certificate-check'), { node: assign }, 'off');
  }
}

const MAYBE: ReadonlySet<string> = new Set([...CALLS.keys()].map((path) => path.slice(path.lastIndexOf('.') + 1)));

/** Programs that are told to believe anybody. Bounded, so that a line without an end costs no more than one with. */
const COMMANDS =
  /\bcurl\b[^\n|;&]{0,300}?\s(?:-[A-Za-z]{0,8}k[A-Za-z]{0,8}|--insecure|--proxy-insecure)(?=\s|$)|\bwget\b[^\n|;&]{0,300}?\s--no-check-certificate\b|\bgit\b[^\n|;&]{0,120}?\bhttp\.sslVerify[= ](?:false|0)\b|\bnpm\s(?:config\s)?set\sstrict-ssl[= ]false\b|\bkubectl\b[^\n|;&]{0,300}?\s--insecure-skip-tls-verify(?:=true)?(?=\s|$)|\bhelm\b[^\n|;&]{0,300}?\s--insecure-skip-tls-verify(?=\s|$)/gm;
const WITH_COMMANDS: ReadonlySet<string> = new Set(['bash', 'dockerfile', 'yaml']);

function* ofCommands(reading: Reading): Generator<Site> {
  const { unit } = reading;
  const { text, root } = unit.tree;
  if (!WITH_COMMANDS.has(unit.language.id)) return;
  for (const found of text.matchAll(COMMANDS)) {
    const line = text.slice(text.lastIndexOf('\n', found.index) + 1, found.index);
    if (/^\s*(?:#|echo\b)/.test(line)) continue;
    const node: SyntaxNode = {
      kind: 'string',
      role: null,
      start: found.index,
      end: found.index + found[0].length,
      parent: root,
      children: [],
      index: root.index,
    };
    const program = found[0].split(/\s/, 1)[0]!;
    const site = toSettingSite(reading, rowOf('certificate-check'), { node }, 'off');
    yield { ...site, resource: { ...site.resource, norm: `certificate-check of ${program}` } };
  }
}
