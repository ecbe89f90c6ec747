import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import type { Unit } from '../unit.ts';
import { BEGINS } from './asked.ts';
import type { Mark } from './mark.ts';
import { lastWord } from './put-through.ts';
import { toRanked } from './ranked.ts';
import { toThrough } from './through.ts';
import { toCondition } from './to-condition.ts';

const RIGHTS = /\b(?:scopes?|roles?|permissions?|privileges?|grants?|rights|audiences?|fields|allowed)\b/;
const MAX_NODE = 200;
const ALLOWS = /\b(?:safe|allow\w*|valid|trusted|permitted|accepted|white ?list\w*)\b/;
const DANGEROUS =
  /^["'`](?:javascript:?|vbscript:?|data:?|file:?|\*|null|\.?(?:svg|html?|php|exe|jsp|sh)|text\/html|image\/svg\+xml)["'`]$/i;

/** What of a set is left by another one, a folder with what ends its name, and lists of what may be. */
export function* narrowedSets(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const node of unit.ofKind('binary')) {
    const operator = childOf(node, 'binary.operator');
    const left = childOf(node, 'binary.left');
    if (operator === null || left === null || unit.textOf(operator) !== '&' || node.end - node.start > MAX_NODE)
      continue;
    const text = unit.textOf(node);
    const word = lastWord(unit, left);
    if (word === null || !RIGHTS.test(wordsOf(text))) continue;
    yield toThrough(reading, { node, key: `both ${word}`, norm: `both ${text}`, word });
  }
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    if (callee?.kind !== 'member' || !BEGINS.test(lastName(unit, callee) ?? '')) continue;
    const folder = folderOf(unit, childrenOf(node, 'call.argument').at(-1));
    if (folder !== null)
      yield toRanked(reading, 'rank', { node, key: `begins with ${folder.name}`, rank: folder.isEnded ? 1 : 0 });
  }
  for (const node of unit.ofKind('array')) {
    const target =
      node.parent === null ? null : (childOf(node.parent, 'assign.target') ?? childOf(node.parent, 'entry.key'));
    if (target === null || node.children.length > 60 || !ALLOWS.test(wordsOf(unit.textOf(target).slice(0, 60))))
      continue;
    const count = node.children.filter((each) => DANGEROUS.test(unit.textOf(each))).length;
    const key = `list ${unit.textOf(target).slice(0, 60)}`;
    yield {
      ...toRanked(reading, 'rank', { node, key, rank: -count }),
      fact: toCondition(reading, node.end - node.start > 120 ? target : node, 'bound', key),
    };
  }
}

interface Folder {
  readonly name: string;
  /** By what parts the names of folders: `/srv/files-of-others` does not begin with it. */
  readonly isEnded: boolean;
}

/** `root + path.sep`, `${root}/`, `root`. */
function folderOf(unit: Unit, node: SyntaxNode | undefined): Folder | null {
  if (node === undefined || node.end - node.start > MAX_NODE) return null;
  if (node.kind === 'name' || node.kind === 'member') return { name: unit.textOf(node), isEnded: false };
  const left = node.kind === 'binary' ? childOf(node, 'binary.left') : null;
  const right = node.kind === 'binary' ? childOf(node, 'binary.right') : null;
  if (left !== null && right !== null && /\bsep(?:arator)?$|^["'`]\/["'`]$/i.test(unit.textOf(right)))
    return { name: unit.textOf(left), isEnded: true };
  const written =
    node.kind === 'template' ? /^`\$\{([\w.]{1,60})\}(?:\/|\$\{(?:path\.)?sep\})`$/.exec(unit.textOf(node)) : null;
  return written === null ? null : { name: written[1]!, isEnded: true };
}
