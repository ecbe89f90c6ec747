import type { SyntaxNode } from '../../model/syntax.ts';
import { descendants } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { textOfValue, type Argument } from '../value.ts';

/** Options by which a model is told what it is and what it must do. Names of the libraries, 2026-11. */
const OPTIONS =
  /^(?:system|instructions|system_prompt|systemPrompt|system_instruction|systemInstruction|system_message|systemMessage|developer_message)$/;
const ROLES = /^(?:system|developer)$/;
const MESSAGE = /(?:^|\.)(?:System|Developer)Message(?:PromptTemplate\.from_template)?$/;
/** Nodes of one call that are looked at. */
const MAX_NODES = 400;

/** Of what a model is asked with, what it takes for instructions of its operator. */
export function instructionNodes(reading: Reading, args: readonly Argument[]): readonly SyntaxNode[] {
  const { resolver } = reading;
  const found: SyntaxNode[] = [];
  for (const { name, node, value } of args) {
    if (node === null) continue;
    if (name !== null && OPTIONS.test(name)) {
      found.push(node);
      continue;
    }
    const given = value();
    const root = given.kind === 'object' || given.kind === 'list' ? (given.node ?? node) : node;
    let left = MAX_NODES;
    for (const each of descendants(root, () => (left -= 1) > 0)) {
      if (each.kind === 'object') found.push(...ofObject(reading, each));
      else if ((each.kind === 'call' || each.kind === 'new') && MESSAGE.test(resolver.calleeOf(each) ?? ''))
        found.push(...resolver.argumentsOf(each).flatMap((one) => one.node ?? []));
    }
  }
  return found;
}

function ofObject({ resolver }: Reading, object: SyntaxNode): readonly SyntaxNode[] {
  const entries = resolver.entriesOf(object);
  const role = entries.get('role');
  const content = entries.get('content');
  const isOfOperator = role !== undefined && ROLES.test(textOfValue(resolver.valueOf(role)) ?? '');
  const options = [...entries].flatMap(([key, node]) => (OPTIONS.test(key) ? [node] : []));
  return isOfOperator && content !== undefined ? [content, ...options] : options;
}
