import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { descendants } from '../../text/tree.ts';
import { vendorOfHost } from '../apis/vendors.ts';
import type { FileReading } from '../define.ts';
import { textAt } from '../kubernetes/manifest.ts';
import { hostOf } from '../normalise.ts';
import { partOf } from '../workflows/workflow.ts';
import type { FoundHandover } from './define.ts';
import { isTalkedTo } from './hosts.ts';

/** What they do hands nothing on. */
const READS = /^(?:get\w*|search|read|list|lookup|select|download|find\w*|count|export|getAll)$/i;
/** Where rows of the flow are at home: not another company. */
const OWN =
  /^(?:postgres|mySql|microsoftSql|mongoDb|redis|questDb|crateDb|timescaleDb|oracleDatabase|kafka|rabbitmq|amqp|mqtt|localFileTrigger|ftp|ssh|s3|graphql)$/;
const PROMPTS = /^(?:agent|chainLlm|chainSummarization|informationExtractor|textClassifier|sentimentAnalysis)$/;
/** `$json.customer.email`, `$json["email"]`, `$('Webhook').item.json.body.email`, `$node["x"].json.email`. */
const MEMBER = /(?:\$json|\.json)((?:\.[A-Za-z_]\w{0,60}|\[["'][\w -]{1,60}["']\]){1,6})/g;
const EXPRESSION = /\{\{((?:[^}]|\}(?!\})){1,500})\}\}/g;
const MAX_FOUND = 100;

/** Fields that a node puts into what it sends to a service or a model. */
export function handoversOfNode(
  reading: FileReading,
  type: string,
  parameters: SyntaxNode | null,
  isModel: boolean,
  subject: Subject,
): readonly FoundHandover[] {
  const to = parameters === null ? null : receiverOf(reading, type, parameters, isModel);
  if (to === null || parameters === null) return [];
  const found = new Map<string, FoundHandover>();
  for (const node of descendants(parameters)) {
    if (node.kind !== 'string' || node.role === 'entry.key' || found.size >= MAX_FOUND) continue;
    const raw = reading.unit.textOf(node);
    if (!raw.startsWith('"=')) continue;
    for (const expression of raw.matchAll(EXPRESSION))
      for (const member of expression[1]!.replaceAll('\\"', "'").matchAll(MEMBER)) {
        const path = [...member[1]!.matchAll(/\.([A-Za-z_]\w*)|\[["']([\w -]+)["']\]/g)].map(
          (each) => each[1] ?? each[2]!,
        );
        const field = path.at(-1)!;
        const owner = path.at(-2) ?? null;
        const place = partOf(node, expression.index, expression.index + expression[0].length);
        if (!found.has(field))
          found.set(field, {
            field,
            owner: owner === 'body' || owner === 'query' ? null : owner,
            ...to,
            node: place,
            subject,
          });
      }
  }
  return [...found.values()];
}

function receiverOf(
  reading: FileReading,
  type: string,
  parameters: SyntaxNode,
  isModel: boolean,
): Pick<FoundHandover, 'to' | 'sink'> | null {
  if (isModel || PROMPTS.test(type)) return { to: isModel ? type : 'the model', sink: 'model-provider' };
  if (/^httpRequest(?:Tool)?$/.test(type)) {
    const host = hostOf((textAt(reading, parameters, 'url') ?? '').replace(/^=/, ''));
    const method = textAt(reading, parameters, 'method') ?? textAt(reading, parameters, 'requestMethod') ?? 'GET';
    if (!isTalkedTo(host) || method === 'GET') return null;
    const vendor = vendorOfHost(host);
    return { to: vendor?.name ?? host, sink: vendor?.sink === 'model-provider' ? 'model-provider' : 'third-party' };
  }
  const operation = textAt(reading, parameters, 'operation') ?? '';
  if (OWN.test(type) || READS.test(operation)) return null;
  return { to: type.replace(/Tool$/, ''), sink: 'third-party' };
}
