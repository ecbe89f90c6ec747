import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { splitWords } from '../../text/words.ts';
import type { Reading, Site } from '../define.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import { known } from '../to-fact.ts';
import type { Unit } from '../unit.ts';
import { ANY_CLASS } from './exposed-key.ts';
import { lastName } from './use.ts';

/** Calls that keep something, and the option by which it is protected there. */
interface Option {
  readonly methods: RegExp;
  /** What they are called on. Absent: anything. */
  readonly objects?: RegExp;
  /** Where it keeps it, when the call names no place. */
  readonly place?: string;
  /** Arguments without which it keeps nothing. */
  readonly least?: number;
  readonly option: RegExp;
  readonly action: 'encrypt' | 'retain' | 'redact';
  readonly use: string;
  /** What the option says, as a reviewer reads it. */
  readonly says: string;
}

const OPTIONS: readonly Option[] = [
  {
    methods: /^(?:set|put|add|setex|psetex|set_many|Set|SetEX|StringSet|StringSetAsync|write)$/,
    objects: /^_?\w*(?:redis|cache|kv|memcached?|valkey)\w*$/i,
    least: 2,
    option:
      /['"](?:EX|PX|EXAT|PXAT)['"]|\b(?:EX|PX|ex|px|ttl|TTL|timeout|expire|expires|expires_in|expiresIn|expirationTtl|expiry)\s*[:=]|\btime\.(?:Second|Minute|Hour)|TimeSpan\.|Duration\.|^\(?\s*(?:setex|psetex|SetEX)/,
    action: 'retain',
    use: 'expiry-of-entry',
    says: 'What is kept ends by itself.',
  },
  {
    methods: /^(?:createIndex|create_index|ensureIndex)$/,
    place: 'an index',
    option: /\bexpireAfterSeconds\b/,
    action: 'retain',
    use: 'expiry-of-entry',
    says: 'What is kept ends by itself.',
  },
  {
    methods:
      /^(?:PutObjectCommand|CopyObjectCommand|CreateMultipartUploadCommand|putObject|put_object|upload|upload_file|upload_fileobj|copy_object|PutObject)$/,
    option: /\bServerSideEncryption\b|\bSSEKMSKeyId\b|\bSSECustomerKey\b/,
    action: 'encrypt',
    use: 'encryption-of-object',
    says: 'What is put there is encrypted at rest.',
  },
  {
    methods: /^(?:init|initialize)$/,
    objects: /^(?:Sentry|sentry_sdk|SentrySdk|Bugsnag|Rollbar)$/i,
    option: /\bbefore_?[sS]end\b|\bevent_scrubber\b|\bredactedKeys\b|\bscrubFields\b/,
    action: 'redact',
    use: 'masking-of-reports',
    says: 'What is reported is looked through first.',
  },
  {
    methods: /^(?:init|initialize)$/,
    objects: /^(?:Sentry|sentry_sdk|SentrySdk)$/i,
    option: /^(?![\s\S]*\bsend_?[dD]efault_?[pP]ii['"]?\s*[:=]\s*[tT]rue)/,
    action: 'redact',
    use: 'reports-without-persons',
    says: 'Who uses the program is left out of reports.',
  },
  {
    methods: /^(?:init|load|start\w*|replayIntegration|Replay)$/,
    option:
      /\bmask_?[aA]ll\w*['"]?\s*[:=]\s*[tT]rue|\b(?:defaultPrivacyLevel|anonymi[sz]e_?[iI]p|inputSanitizer|textSanitizer|maskTextSelector)\b/,
    action: 'redact',
    use: 'masking-of-recordings',
    says: 'What people type is masked in what is recorded.',
  },
];
const MAX_TEXT = 800;

interface Keeping {
  readonly row: Option;
  readonly use: string;
  readonly isProtected: boolean;
}

/** What is kept with the option that protects it. */
export function* protectedCalls(reading: Reading): Generator<Site> {
  for (const { call, row, use, isProtected } of keepingCalls(reading))
    if (isProtected)
      yield {
        kind: 'data.protection',
        action: row.action,
        resource: { kind: 'entry', value: known(use), norm: use },
        node: call,
        evidence: [{ node: call, role: 'guard' }],
        tier: 'pattern',
        why: [row.says],
        qualifiers: { use },
        detail: {},
      };
}

/** What is kept without it. */
export function* plainCalls(
  reading: Reading,
): Generator<{ readonly symbol: string; readonly dataClass: string; readonly use: string }> {
  for (const { call, use, isProtected } of keepingCalls(reading))
    if (!isProtected) yield { symbol: reading.subjectOf(call).symbol, dataClass: ANY_CLASS, use };
}

const keepingCalls = oncePerUnit(({ unit }): readonly (Keeping & { readonly call: SyntaxNode })[] =>
  [...unit.ofKind('call'), ...unit.ofKind('new')].flatMap((call) =>
    [...keepingsOf(unit, call)].map((keeping) => ({ call, ...keeping })),
  ),
);

function* keepingsOf(unit: Unit, call: SyntaxNode): Generator<Keeping> {
  const callee = childOf(call, 'call.callee');
  const method = lastName(unit, callee);
  const rows = OPTIONS.filter(({ methods }) => methods.test(method));
  if (rows.length === 0 || callee === null) return;
  const object = callee.kind === 'member' ? childOf(callee, 'member.object') : null;
  const own = object?.kind === 'member' ? childOf(object, 'member.property') : object;
  const on = own === null || own === undefined || own.end - own.start > 40 ? '' : unit.textOf(own);
  const args = childrenOf(call, 'call.argument');
  const written = [method, ...args.map((each) => unit.textOf(each).slice(0, MAX_TEXT))].join(', ');
  for (const row of rows) {
    if ((row.objects !== undefined && !row.objects.test(on)) || args.length < (row.least ?? 0)) continue;
    const place = row.place ?? splitWords(row.objects === undefined ? method.replace(/Command$/, '') : on).join(' ');
    yield { row, use: `${row.use}:${place}`, isProtected: row.option.test(written) };
  }
}
