import type { Fact, FactChange } from '../model/fact.ts';
import type { Delta } from './define.ts';

/** What models were told before of the tools that are still there, by file and subject. */
export function describedBefore(delta: Delta): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { fact, before } of delta.of('agent.tool', 'unchanged', 'moved', 'redirected', 'widened', 'narrowed')) {
    const text = before?.detail?.text;
    if (fact.action === 'describe' && text !== undefined) found.set(toolKey(fact), text);
  }
  return found;
}

/** A text that models are given with a tool which they knew with another. */
export function isTurned({ fact }: FactChange, described: ReadonlyMap<string, string>): boolean {
  return fact.kind === 'agent.tool' && fact.action === 'instruct' && described.has(toolKey(fact));
}

export function toolKey({ provenance, subject }: Fact): string {
  return `${provenance.path}\n${subject.symbol}`;
}
