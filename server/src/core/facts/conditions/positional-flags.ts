import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { declaredName } from '../names.ts';
import type { Unit } from '../unit.ts';
import type { Mark } from './mark.ts';
import { opensWhen } from './named-switches.ts';
import { toRanked } from './ranked.ts';

/** By which names are made alike before they are compared. */
const FOLDS = /^(?:to )?(?:lower ?case\w*|lower|ignore case|case insensitive|normali[sz]e\w*|fold|trim|canonical\w*)$/;
const OPENS =
  /^(?:allow \w+|skip \w+|is trusted|trusted|unsafe|insecure|force|bypass\w*|system|as (?:admin|system|root)|elevated|ignore \w+)$/;
const SHUTS =
  /^(?:check \w+|enforce\w*|require\w*|verify\w*|validate\w*|strict|escape\w*|saniti[sz]e\w*|only \w+|secure)$/;

/** `removeDuplicates(policies, true)`: what a boolean says by its place, where its name is known by the function or a comment. */
export function* positionalFlags(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  const flags = unit
    .ofKind('boolean')
    .filter(({ role, parent }) => role === 'call.argument' && parent?.kind === 'call');
  if (flags.length === 0) return;
  const declared = parametersOf(unit);
  for (const node of flags) {
    const callee = childOf(node.parent!, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (name === null) continue;
    const index = childrenOf(node.parent!, 'call.argument').indexOf(node);
    const said = commentOf(unit, node) ?? declared.get(name)?.[index];
    const words = said === undefined ? '' : wordsOf(said);
    const opens = FOLDS.test(words) || SHUTS.test(words) ? false : OPENS.test(words) ? true : opensWhen(words);
    if (words === '' || opens === null) continue;
    const isTrue = /^true$/i.test(unit.textOf(node));
    yield toRanked(reading, 'rank', {
      node: node.parent!,
      key: `flag ${name} ${index}`,
      rank: isTrue === opens ? 0 : 1,
    });
  }
}

/** By the last name of a function of the file. */
function parametersOf(unit: Unit): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const fn of unit.ofKind('function')) {
    const name = declaredName(unit, fn);
    if (name === null) continue;
    const names = childrenOfParameters(fn).map((parameter) => {
      const at = childOf(parameter, 'parameter.name');
      return at === null ? '' : unit.textOf(at).replace(/^\$/, '');
    });
    found.set(name, names[0] === 'self' || names[0] === 'cls' ? names.slice(1) : names);
  }
  return found;
}

function childrenOfParameters(fn: SyntaxNode): readonly SyntaxNode[] {
  return fn.children.filter(({ kind }) => kind === 'parameter');
}

/** `true /* lowercase *\/` */
function commentOf(unit: Unit, node: SyntaxNode): string | undefined {
  const { children } = node.parent!;
  const comment = children[children.indexOf(node) + 1];
  if (comment?.kind !== 'comment' || comment.start - node.end > 2) return undefined;
  return unit
    .textOf(comment)
    .replace(/^[/*#\s]+|[/*\s]+$/g, '')
    .slice(0, 40);
}
