import type { FileReading } from '../define.ts';
import { spanOf } from '../span.ts';
import type { Setting } from './setting.ts';

const MAX_LINES = 200;

/** What the head of a skill, a command or a subagent lets it do: `allowed-tools: Bash, Write`. */
export function* frontMatterOf({ unit }: FileReading): Generator<Setting> {
  const { text } = unit.tree;
  const head = /^---\r?\n([\s\S]{0,20000}?)\r?\n---/.exec(text);
  let at = head === null ? 0 : text.indexOf('\n') + 1;
  let list = '';
  for (const line of (head?.[1] ?? '').split('\n').slice(0, MAX_LINES)) {
    const start = at;
    at += line.length + 1;
    const item = /^\s+-\s+["']?(.+?)["']?\s*$/.exec(line);
    const entry = /^([\w-]+):\s*(.*?)\s*$/.exec(line);
    if (entry !== null) list = entry[1]!;
    const given = entry !== null ? entry[2]! : (item?.[1] ?? '');
    if (given === '') continue;
    const node = spanOf(unit, start + (line.length - line.trimStart().length), start + line.trimEnd().length);
    if (/^(?:allowed-tools|allowedTools|tools)$/.test(list))
      for (const tool of splitTools(given))
        yield {
          kind: 'agent.autonomy',
          action: 'rule',
          slot: tool,
          value: 'allow',
          reach: /^(?:Bash|Write|Edit|\*|Bash\((?:\*|:\*)\)|execute|shell|runCommands|WebFetch)$/.test(tool)
            ? 'wide'
            : 'narrow',
          node,
          covers: [],
          why: `The head of the file gives it ${tool}.`,
        };
    else if (list === 'permissionMode' && entry !== null)
      yield {
        kind: 'agent.autonomy',
        action: 'level',
        slot: 'permissions.defaultMode',
        value: given.replaceAll(/["']/g, ''),
        ...(/^["']?(?:acceptEdits|auto|dontAsk|bypass)/.test(given) ? { reach: 'wide' } : {}),
        otherwise: 'default',
        node,
        covers: [],
        why: 'The subagent runs in this mode.',
      };
  }
  for (const match of text.matchAll(/(?:^|\s)!`([^`\n]{1,400})`/g)) {
    if (!/(?:^|\/)(?:commands|skills|prompts)\/|SKILL\.md$/.test(unit.path)) return;
    const start = match.index + match[0].indexOf('!');
    yield {
      kind: 'agent.config',
      action: 'run',
      slot: 'a command of the text',
      value: match[1]!,
      node: spanOf(unit, start, match.index + match[0].length),
      covers: [],
      why: 'It is run when the text is given to the agent.',
    };
  }
}

/** `Bash(git add:*), Read`: a comma in brackets parts nothing. */
function splitTools(given: string): readonly string[] {
  const plain = given.replace(/^\[|\]$/g, '');
  const tools = plain.match(/[\w*./-]+(?:\([^()]{0,300}\))?/g) ?? [];
  return tools.map((tool) => tool.trim()).filter((tool) => tool !== '');
}
