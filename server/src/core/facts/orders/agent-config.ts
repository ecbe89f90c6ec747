import type { Fact } from '../../model/fact.ts';
import { serverSource, type ServerSource } from '../../text/server-source.ts';
import { TOOL_EFFECTS } from '../apis/agent-tool-effects.ts';
import { stepsUp } from '../agent-config/levels.ts';
import { defineOrder, type Ordered } from './define.ts';

/** The same file with another content steers elsewhere: nobody can say by rule whether it became looser. */
export const agentConfigOrder = defineOrder({
  kinds: ['agent.config'],
  compare(before, after) {
    if (before.subject.symbol !== after.subject.symbol) return null;
    const isContent = before.action === 'configure';
    if (isContent !== (after.action === 'configure')) return null;
    if (isContent) return { change: 'redirected', order: 'the content changed', rank: 1 };
    if (family(before) !== family(after)) return null;
    if (before.resource.norm !== after.resource.norm)
      return isHeldByCode(before, after) ? otherServer(before, after) : null;
    const [was, is] = [valueOf(before), valueOf(after)];
    if (was === is) return { change: 'redirected', order: 'its variables or headers changed', rank: 1 };
    const pinning = after.action.endsWith('-server') ? pinnedLess(was, is) : null;
    return pinning ?? { change: 'redirected', order: 'what is run or reached changed', rank: 1 };
  },
});

/** Names of servers in code are for people and models: what they start or reach is what they are. */
function otherServer(before: Fact, after: Fact): Ordered {
  return valueOf(before) === valueOf(after)
    ? { change: 'unchanged', order: 'it is called otherwise', rank: 3 }
    : { change: 'redirected', order: 'what is run or reached changed', rank: 0 };
}

function isHeldByCode(...facts: readonly Fact[]): boolean {
  return facts.every(({ qualifiers }) => qualifiers?.['held'] === 'code');
}

/** The same server by another version, or over another protocol. Null: it is another one. */
function pinnedLess(was: string, is: string): Ordered | null {
  const [before, after] = [serverSource(was), serverSource(is)];
  if (before.kind !== after.kind || before.name !== after.name) return null;
  const isOpen = (address: string): boolean => /^(?:http|ws):/.test(address);
  if (after.kind === 'remote' && isOpen(is) !== isOpen(was))
    return { change: isOpen(is) ? 'weakened' : 'strengthened', order: 'its protocol changed', rank: 2 };
  if (before.isPinned === after.isPinned || before.version === after.version) return null;
  const rest = (value: string, { version }: ServerSource): string =>
    value.replace(version ?? '', '').replaceAll(/[@=]/g, '');
  if (after.isPinned && rest(was, before) !== rest(is, after)) return null;
  return after.isPinned
    ? { change: 'strengthened', order: 'its version is fixed now', rank: 2 }
    : { change: 'weakened', order: 'its version is no longer fixed', rank: 2 };
}

/** A server that was started and is connected to now is the same server. */
function family({ action }: Fact): string {
  return action.replace(/^(?:start|connect)-/, '');
}

function valueOf(fact: Fact): string {
  return fact.qualifiers?.['value'] ?? '';
}

const ANSWERS = ['deny', 'ask', 'allow'];

/** What an agent may do without a question. */
export const autonomyOrder = defineOrder({
  kinds: ['agent.autonomy'],
  compare(before, after) {
    if (before.action !== after.action) return null;
    const [was, is] = [valueOf(before), valueOf(after)];
    if (before.resource.norm !== after.resource.norm) return before.action === 'rule' ? wider(before, after) : null;
    if (before.action === 'background-run') return { change: 'redirected', order: 'another command', rank: 1 };
    if (before.action === 'limit') return compareLimits(was, is);
    if (before.action === 'stop') return compareStops(was, is);
    if (before.action === 'hint') return compareHints(before, after);
    if (before.action === 'option') return compareOptions(before, after);
    const steps =
      before.action === 'level'
        ? (stepsUp(before.resource.norm, was, is) ?? 0)
        : ANSWERS.indexOf(is) - ANSWERS.indexOf(was);
    return {
      change: steps > 0 ? 'widened' : steps < 0 ? 'narrowed' : 'unchanged',
      order: `${was} became ${is}`,
      rank: 2,
    };
  },
});

/** `Bash(npm test)` and `Bash(npm:*)`: the second covers the first. */
function wider(before: Fact, after: Fact): Ordered | null {
  if (valueOf(before) !== 'allow' || valueOf(after) !== 'allow') return null;
  const [was, is] = [stem(before), stem(after)];
  if (was === is) return null;
  const order = `${before.resource.norm} became ${after.resource.norm}`;
  if (after.resource.norm.includes('*') && was.startsWith(is)) return { change: 'widened', order, rank: 1 };
  return before.resource.norm.includes('*') && is.startsWith(was) ? { change: 'narrowed', order, rank: 1 } : null;
}

/** Up to the first wildcard; a tool without brackets is all of it. */
function stem({ resource }: Fact): string {
  const text = resource.norm.includes('(') ? resource.norm : `${resource.norm}(`;
  return text.replace(/:?\*.*$/, '').replace(/\)$/, '');
}

/** A limit ten times as high is none. */
function compareLimits(was: string, is: string): Ordered {
  const order = `${was} became ${is}`;
  const [low, high] = [Number(was), Number(is)];
  if (is === 'none') return { change: 'widened', order, rank: 2 };
  return { change: was !== 'none' && high >= low * 10 ? 'widened' : 'narrowed', order, rank: 2 };
}

/** `["tools", "send"]`, `{"send": True, "read": False}`: what it stops before is less than it was. */
function compareStops(was: string, is: string): Ordered {
  const [before, after] = [stopsIn(was), stopsIn(is)];
  const lost = before.filter((name) => !after.includes(name));
  const isLess = lost.length > 0 && after.length < before.length;
  return { change: isLess ? 'widened' : 'narrowed', order: `${was} became ${is}`, rank: 2 };
}

function stopsIn(value: string): readonly string[] {
  return [...value.matchAll(/["']([^"']{1,80})["'](?:\s*:\s*(\w+))?/g)].flatMap(([, name, said]) =>
    /^(?:false|null|none)$/i.test(said ?? '') ? [] : name!,
  );
}

function compareOptions(before: Fact, after: Fact): Ordered {
  const isLoose = ({ qualifiers }: Fact): number => Number(qualifiers?.['reach'] === 'wide');
  const steps = isLoose(after) - isLoose(before);
  const order = `${valueOf(before)} became ${valueOf(after)}`;
  return { change: steps > 0 ? 'widened' : steps < 0 ? 'narrowed' : 'unchanged', order, rank: 2 };
}

const HINTS = ['narrow', 'plain', 'wide'];

function compareHints(before: Fact, after: Fact): Ordered {
  const rank = ({ qualifiers }: Fact): number => HINTS.indexOf(qualifiers?.['reach'] ?? 'plain');
  const steps = rank(after) - rank(before);
  const order = `${valueOf(before)} became ${valueOf(after)}`;
  return { change: steps > 0 ? 'widened' : steps < 0 ? 'narrowed' : 'unchanged', order, rank: 2 };
}

/** A tool of the same name that does more, or asks nobody any more. */
export const toolOrder = defineOrder({
  kinds: ['agent.tool'],
  compare(before, after) {
    if (before.action !== after.action || before.resource.norm !== after.resource.norm) return null;
    const rank = ({ qualifiers }: Fact): number =>
      TOOL_EFFECTS.findIndex((effect) => effect === (qualifiers?.['effect'] ?? 'none'));
    const asks = ({ qualifiers }: Fact): number => Number(qualifiers?.['approval'] === 'asked');
    if (asks(before) > asks(after)) return { change: 'weakened', order: 'nobody is asked any more', rank: 2 };
    if (rank(after) > rank(before)) return { change: 'widened', order: 'it does more', rank: 2 };
    return {
      change: asks(after) > asks(before) ? 'strengthened' : 'narrowed',
      order: 'it does less, or asks',
      rank: 2,
    };
  },
});
