import type { FileReading } from '../define.ts';
import { spanOf } from '../span.ts';
import type { Setting } from './setting.ts';

const MAX_MATCHES = 50;

/** Marks in the texts of agents that do something by themselves. */
export function* markersIn(reading: FileReading): Generator<Setting> {
  yield* takenIn(reading);
  yield* unasked(reading);
  yield* prefixRules(reading);
}

/** `@~/.ssh/config`, `@https://…`: what stands outside of the project becomes part of the instructions. @see https://docs.claude.com/en/docs/claude-code/memory (2026-11) */
function* takenIn({ unit }: FileReading): Generator<Setting> {
  if (!/(?:^|\/)(?:CLAUDE(?:\.local)?|AGENTS|GEMINI|QWEN)\.md$/.test(unit.path)) return;
  let count = 0;
  for (const match of unit.tree.text.matchAll(/^[-*\s]{0,6}@((?:~\/|\/|\.\.\/\.\.\/|https?:\/\/)[^\s`'"]{1,300})/gm)) {
    if ((count += 1) > MAX_MATCHES) return;
    const start = match.index + match[0].length - match[1]!.length - 1;
    yield {
      kind: 'agent.config',
      action: 'take-in',
      slot: match[1]!,
      value: match[1]!,
      node: spanOf(unit, start, match.index + match[0].length),
      covers: [],
      why: 'What stands there becomes part of the instructions, and is no part of the project.',
    };
  }
}

/** Steps of a workflow that are run without a question. @see https://docs.windsurf.com/windsurf/cascade/workflows (2026-11) */
function* unasked({ unit }: FileReading): Generator<Setting> {
  if (!/(?:^|\/)\.(?:windsurf|agents?)\/workflows\//.test(unit.path)) return;
  for (const match of unit.tree.text.matchAll(/\/\/ ?turbo(-all)?\b/g)) {
    yield {
      kind: 'agent.autonomy',
      action: 'rule',
      slot: match[1] === undefined ? 'the marked step' : 'every step of the workflow',
      value: 'allow',
      reach: match[1] === undefined ? 'narrow' : 'wide',
      node: spanOf(unit, match.index, match.index + match[0].length),
      covers: [],
      why: 'Commands of the step are run without a question.',
    };
  }
}

/** `prefix_rule(pattern = ["git", "push"], decision = "allow")` @see https://developers.openai.com/codex/rules (2026-11) */
function* prefixRules({ unit }: FileReading): Generator<Setting> {
  if (!/(?:^|\/)\.?codex\/rules\/[^/]+\.rules$/.test(unit.path)) return;
  let count = 0;
  for (const match of unit.tree.text.matchAll(/prefix_rule\s*\(\s*pattern\s*=\s*\[([^\]]{1,400})\][^)]{0,800}\)/g)) {
    if ((count += 1) > MAX_MATCHES * 4) return;
    const words = [...match[1]!.matchAll(/"([^"]{1,80})"/g)].map(([, word]) => word!);
    const decision = /decision\s*=\s*"(\w+)"/.exec(match[0])?.[1] ?? 'allow';
    const isWide =
      words.length === 1 ||
      /^(?:ba|z|da)?sh$|^(?:python3?|node|perl|ruby|sudo|env|curl|wget|ssh)$/.test(words[0] ?? '');
    yield {
      kind: 'agent.autonomy',
      action: 'rule',
      slot: `command ${words.join(' ')}`,
      value: decision === 'allow' ? 'allow' : decision === 'forbidden' ? 'deny' : 'ask',
      reach: isWide ? 'wide' : 'narrow',
      node: spanOf(unit, match.index, match.index + match[0].length),
      covers: [],
      why: `Commands that begin so are ${decision === 'allow' ? 'run without a question' : 'held up'}.`,
    };
  }
}
