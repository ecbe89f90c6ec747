import type { Leaf } from './document.ts';
import type { Setting } from './setting.ts';
import { answerOf, rule, type Answer } from './rules.ts';

/** What a rule is about, in the words of different agents, most telling first. */
const SUBJECTS = [
  'toolName',
  'tool',
  'tool_name',
  'commandPrefix',
  'commandRegex',
  'mcpName',
  'pattern',
  'matches.cmd',
  'argsPattern',
];
const ANSWERS = ['decision', 'action', 'permission.type', 'permission', 'policy'];
const MAX_RULES = 500;

/**
 * Rules that are objects of a list, each with what it is about and its answer: `{ tool, action }`, `{ toolName, permission: { type } }`,
 * `[[rule]] toolName decision`.
 */
export function* verdictsIn(leaves: readonly Leaf[]): Generator<Setting> {
  let count = 0;
  for (const given of objectsOfLists(leaves)) {
    const at = (names: readonly string[]): Leaf | undefined =>
      names.map((name) => given.find(({ inner }) => inner === name)?.leaf).find((leaf) => leaf !== undefined);
    const verdict = at(ANSWERS);
    const answer = verdict === undefined ? null : answerOf(verdict.value);
    const subjects = SUBJECTS.flatMap((name) =>
      given.filter(({ inner }) => inner === name || inner.startsWith(`${name}.`)),
    );
    const [first] = subjects;
    if (verdict === undefined || answer === null || first === undefined || (count += 1) > MAX_RULES) continue;
    const [tool = '', ...more] = [...new Set(subjects.map(({ leaf }) => leaf.value))];
    const slot = more.length === 0 ? tool : `${tool}(${more.join(' ')})`;
    yield { ...rule(verdict, slot, answer), covers: given.map(({ leaf }) => leaf) };
  }
}

interface Inner {
  readonly leaf: Leaf;
  /** Keys below the item, joined by dots; items of a list are the list. */
  readonly inner: string;
}

/** The leaves of each object that is an item of a list. */
function objectsOfLists(leaves: readonly Leaf[]): Iterable<readonly Inner[]> {
  const groups = new Map<string, Inner[]>();
  for (const leaf of leaves) {
    const at = leaf.keys.findIndex((key, index) => /^\d+$/.test(key) && index < leaf.keys.length - 1);
    if (at === -1) continue;
    const key = leaf.keys.slice(0, at + 1).join('\n');
    const inner = leaf.keys
      .slice(at + 1)
      .filter((each) => !/^\d+$/.test(each))
      .join('.');
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [{ leaf, inner }]);
    else known.push({ leaf, inner });
  }
  return groups.values();
}

/** Keys of lists that no table names, by what agents call such lists. */
const ALLOWS =
  /^(?:(?:\w+\.)*(?:\w*(?:[aA]llow(?:ed)?_?(?:[lL]ist|[tT]ools|[cC]ommands|[pP]aths|[dD]omains|[sS]ervices|[uU]rls|[hH]osts)|[wW]hitelist)|always_?[aA]llow\w*|auto_?[aA]pprove\w*|trusted_?[cC]ommands|trusted_?[tT]ools|allow|customModes\.groups))$/;
const REFUSES =
  /^(?:(?:\w+\.)*(?:\w*(?:[dD]en(?:y|ied)_?(?:[lL]ist|[tT]ools|[cC]ommands|[pP]aths|[dD]omains)|[bB]locklist|[bB]lock_?list)|always_?[dD]eny|excluded?_?[tT]ools|exclude|deny))$/;
const ASKS = /^(?:(?:\w+\.)*(?:always_?(?:[aA]sk|[cC]onfirm)|ask))$/;

/** `terminalAllowlist: ['git']`, `amp.commands.allowlist`, `always_allow: [{ pattern }]`. `isTold`: the tables said it. */
export function* listsIn(leaves: readonly Leaf[], isTold: (leaf: Leaf) => boolean): Generator<Setting> {
  for (const leaf of leaves) {
    const at = leaf.keys.findLastIndex((key) => /^\d+$/.test(key));
    const rest = leaf.keys.slice(at + 1);
    const isItem = at > 0 && (rest.length === 0 || (rest.length === 1 && rest[0] === 'pattern'));
    if (!isItem || isTold(leaf) || leaf.value === '[]' || leaf.value === '{}') continue;
    const above = leaf.keys.slice(0, at).filter((key) => !/^\d+$/.test(key));
    const name = above.join('.');
    const answer: Answer | null = ALLOWS.test(name)
      ? 'allow'
      : REFUSES.test(name)
        ? 'deny'
        : ASKS.test(name)
          ? 'ask'
          : null;
    if (answer === null || name.length > 200) continue;
    yield rule(leaf, slotOf(above, leaf.value), answer);
  }
}

/** Where it holds for one tool only, that stands in front: `terminal ^cargo`. */
function slotOf(keys: readonly string[], value: string): string {
  const last = keys.join('.');
  if (/terminal|command|shell/i.test(last)) return `command ${value}`;
  const above = keys.length > 1 ? keys[keys.length - 2]! : '';
  return /^(?:edit|write|delete)\w*$/i.test(above) ? `${above} ${value}` : value;
}

/** Switches that no table names, by what agents call such switches. */
const SWITCHES =
  /^(?:(?:[\w-]+\.)*(?:yolo(?:_?[mM]ode)?|(?:dangerously|unsafe)_?\w*|(?:skip|bypass|disable)_?\w*(?:[aA]pprovals?|[pP]ermissions?|[cC]onfirm\w*|[sS]andbox)|(?:auto|always)_?(?:[aA]pprove|[aA]ccept|[aA]llow|[rR]un|[eE]xecute|[cC]onfirm)\w*(?:[eE]nabled)?|trust_?(?:[aA]ll)?(?:[tT]ools|[sS]ervers)?))$/;

/** A switch by which nobody is asked any more. */
export function* switchesIn(leaves: readonly Leaf[], isTold: (leaf: Leaf) => boolean): Generator<Setting> {
  for (const leaf of leaves) {
    const name = leaf.keys.join('.');
    if (name.length > 120 || !/^(?:true|false)$/.test(leaf.value) || isTold(leaf) || !SWITCHES.test(name)) continue;
    yield {
      kind: 'agent.autonomy',
      action: 'option',
      slot: name,
      value: leaf.value,
      reach: leaf.value === 'true' ? 'wide' : 'narrow',
      node: leaf.node,
      covers: [leaf],
      why: `By ${name} nobody is asked.`,
    };
  }
}
