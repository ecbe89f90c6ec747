import type { FileReading } from '../define.ts';
import { spanOf } from '../span.ts';
import { hooksIn } from './commands.ts';
import type { Leaf } from './document.ts';
import { frontMatterLeaves } from './front-matter-leaves.ts';
import { rulesIn } from './rules.ts';
import { serversIn } from './servers.ts';
import type { Setting } from './setting.ts';

/** What the head of a skill, a command or a subagent lets it do, runs and starts; and what its text runs. */
export function* frontMatterOf(reading: FileReading): Generator<Setting> {
  const { unit } = reading;
  const { text } = unit.tree;
  const leaves = frontMatterLeaves(reading);
  yield* hooksIn(leaves);
  yield* serversIn(unit.path, leaves);
  yield* rulesIn(unit.path, leaves);
  for (const leaf of leaves) {
    const [key = '', ...more] = leaf.keys;
    if (/^(?:allowed-tools|allowedTools|tools)$/.test(key) && more.every((each) => /^\d+$/.test(each)))
      for (const tool of splitTools(leaf.value)) yield givenTool(tool, leaf);
    else if (key === 'permissionMode' && more.length === 0)
      yield {
        kind: 'agent.autonomy',
        action: 'level',
        slot: 'permissions.defaultMode',
        value: leaf.value,
        ...(/^(?:acceptEdits|auto|dontAsk|bypass)/.test(leaf.value) ? { reach: 'wide' } : {}),
        otherwise: 'default',
        node: leaf.node,
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

function givenTool(tool: string, { node }: Leaf): Setting {
  return {
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
}

/** `Bash(git add:*), Read`: a comma in brackets parts nothing. */
function splitTools(given: string): readonly string[] {
  const plain = given.replace(/^\[|\]$/g, '');
  const tools = plain.match(/[\w*./-]+(?:\([^()]{0,300}\))?/g) ?? [];
  return tools.map((tool) => tool.trim()).filter((tool) => tool !== '');
}
