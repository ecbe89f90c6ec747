import type { SyntaxNode } from '../../model/syntax.ts';
import { descendants } from '../../text/tree.ts';
import { vendorOfHost } from '../apis/vendors.ts';
import type { FileReading } from '../define.ts';
import { hostOf } from '../normalise.ts';
import { partOf } from '../workflows/workflow.ts';
import type { FoundPart } from './define.ts';

const URL_AT =
  /\b(?:https?|wss?|ftp|sftp|postgres(?:ql)?|mysql|mongodb(?:\+srv)?|amqps?|redis|kafka):\/\/[^\s"'`<>\\)\]},;|]{1,300}/g;
/** Names of formats, of this machine and of documentation: nobody is talked to. */
const NOBODY =
  /^(?:localhost|127\.|0\.0\.0\.0|\[?::1|host\.docker\.internal|(?:[\w-]+\.)*(?:example\.(?:com|org|net)|example|invalid|test)(?:$|:)|(?:www\.)?w3\.org|json-schema\.org|schemas?\.|docs\.)/;
/** Of one part of a definition. */
const MAX_HOSTS = 200;

/** Hosts of the URLs in a text, each once, with their places in the node the text is of. */
export function hostsOfText(text: string, node: SyntaxNode): readonly FoundPart[] {
  const found = new Map<string, FoundPart>();
  for (const { 0: url, index } of text.matchAll(URL_AT)) {
    const host = hostOf(url.replace(/[.,:]+$/, ''));
    if (!isTalkedTo(host) || found.has(host) || found.size >= MAX_HOSTS) continue;
    found.set(host, { name: host, node: partOf(node, index, index + url.length) });
  }
  return [...found.values()];
}

/** A name with a dot whose pieces are known. */
export function isTalkedTo(host: string): boolean {
  return (
    /^[\w.*-]+\.[a-z]{2,}(?::\d+)?$|^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$/i.test(host) &&
    !/[$*{}]/.test(host) &&
    !NOBODY.test(host)
  );
}

/** Hosts in all texts below a node. */
export function hostsBelow({ unit }: FileReading, node: SyntaxNode): readonly FoundPart[] {
  const found: FoundPart[] = [];
  for (const each of descendants(node, ({ kind }) => kind !== 'string' && kind !== 'template')) {
    if ((each.kind !== 'string' && each.kind !== 'template') || each.role === 'entry.key') continue;
    const text = unit.textOf(each);
    if (text.includes('://')) found.push(...hostsOfText(text, each));
    if (found.length > MAX_HOSTS) break;
  }
  return onceByName(found);
}

export function onceByName<Part extends { readonly name: string }>(parts: readonly Part[]): readonly Part[] {
  const found = new Map<string, Part>();
  for (const part of parts) if (!found.has(part.name)) found.set(part.name, part);
  return [...found.values()];
}

/** Those of the hosts that answer for models. */
export function modelHosts(hosts: readonly FoundPart[]): readonly FoundPart[] {
  return hosts.flatMap((host) => {
    const vendor = vendorOfHost(host.name);
    return vendor?.sink === 'model-provider' ? [{ ...host, name: vendor.name, detail: `by ${host.name}` }] : [];
  });
}
