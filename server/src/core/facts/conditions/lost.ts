import type { Fact, FactChange } from '../../model/fact.ts';
import { groupBy } from '../../text/group-by.ts';
import { type FilePair, isReadAlike } from '../delta.ts';
import type { FileFacts } from '../read-facts.ts';
import { FILE_SUBJECT } from '../subjects.ts';
import { handedElsewhere, lostHanded } from './handed-lost.ts';
import { type LostMark, lostMarks, throughElsewhere } from './marks-lost.ts';
import { leftOver, type LeftOver } from './left-over.ts';
import { isTelling } from './norm.ts';
import { type Condition, MAX_CONDITIONS } from './read.ts';
import { toldBySide } from './told.ts';
import { isControl } from './vocabulary.ts';

/** More that goes from one function is a rewriting, and says nothing by itself. */
const MAX_LOST = 8;

/**
 * Questions about identity that a function asked and no longer asks, where it asks less than before, and ways past them that
 * are new. It is the last resort: what another fact tells of near by is told by that.
 */
export function lostConditions(pairs: readonly FilePair[], changes: readonly FactChange[]): readonly FactChange[] {
  const sides = pairs.map(toSides);
  const all = sides.flatMap(({ come }) => come);
  const norms = new Set(all.map(({ norm }) => norm));
  const callees = new Set(all.flatMap(({ callee }) => callee ?? []));
  const isMoved = ({ norm, callee }: Condition): boolean =>
    (isTelling(norm) && norms.has(norm)) || (callee !== undefined && callees.has(callee));
  const isHandedElsewhere = handedElsewhere(sides.some(({ handed }) => handed.length > 0) ? pairs : []);
  const isPutElsewhere = throughElsewhere(sides.some(({ marks }) => marks.length > 0) ? pairs : []);
  const isToldBefore = toldBySide(changes, 'before');
  const isToldAfter = toldBySide(changes, 'after');
  return sides.flatMap((side): FactChange[] => {
    const moved = new Set(side.lost.flatMap(({ condition }) => (isMoved(condition) ? [condition.group] : [])));
    const asked = side.lost.flatMap(({ condition, fact, isWhole, isOneOfSeveral }) => {
      const went = { isWhole: isWhole && !isOneOfSeveral };
      // What says too little to be found elsewhere goes with what it is asked with.
      const isWithMoved = moved.has(condition.group) && !isTelling(condition.norm);
      return isWithMoved || isMoved(condition) || isToldBefore(fact, went) ? [] : [fact];
    });
    const handed = side.handed.filter((fact) => !isHandedElsewhere(fact) && !isToldBefore(fact, { isWhole: true }));
    const told = [...asked, ...handed];
    for (const mark of side.marks) {
      // What a function that only refuses asked may be asked in its place.
      if (mark.fact.action === 'refuse' && side.come.some(({ symbol }) => symbol === mark.symbol)) continue;
      if (isPutElsewhere(mark) || isToldBefore(mark.fact, { isWhole: false })) continue;
      if (!told.some((fact) => isOneLine(fact, mark.fact))) told.push(mark.fact);
    }
    return [
      ...told.map((fact): FactChange => ({ change: 'removed', fact, subjectPresent: true })),
      // What is new beside a check leaves the check as it was.
      ...side.eased.filter(({ fact }) => !isToldAfter(fact, { isWhole: false })),
    ];
  });
}

/** What one line loses is told once. */
function isOneLine({ provenance: one }: Fact, { provenance: other }: Fact): boolean {
  return one.range.start.line <= other.range.end.line && other.range.start.line <= one.range.end.line;
}

interface Lost {
  readonly condition: Condition;
  readonly fact: Fact;
  /** With all that was asked beside it. */
  readonly isWhole: boolean;
  /** Others alike stay. */
  readonly isOneOfSeveral: boolean;
}

interface Sides {
  readonly come: readonly Condition[];
  readonly lost: readonly Lost[];
  /** Another way past what was demanded alone. */
  readonly eased: readonly FactChange[];
  readonly handed: readonly Fact[];
  readonly marks: readonly LostMark[];
}

function toSides(pair: FilePair): Sides {
  const { before, after } = pair;
  const left = leftOver(before?.conditions ?? [], after?.conditions ?? []);
  if (before === null || after === null || !isReadAlike(pair) || !isWhole(before) || !isWhole(after))
    return { come: left.come, lost: [], eased: [], handed: [], marks: [] };
  const subjects = new Set([...after.subjects.map(({ symbol }) => symbol), FILE_SUBJECT.symbol]);
  return {
    come: left.come,
    lost: lostIn(left, before.conditions, subjects),
    eased: easedIn(left, before.conditions, after.conditions),
    handed: lostHanded(before, after),
    marks: lostMarks(before, after),
  };
}

/** Every question of it is known. */
function isWhole({ conditions }: FileFacts): boolean {
  return conditions.length < MAX_CONDITIONS;
}

function lostIn(
  { gone, come, oneOfSeveral }: LeftOver,
  before: readonly Condition[],
  subjects: ReadonlySet<string>,
): Lost[] {
  const sizes = groupBy(before, ({ group }) => group);
  const added = groupBy(come, ({ symbol }) => symbol);
  return [...groupBy(gone, ({ symbol }) => symbol)].flatMap(([symbol, all]) => {
    // An excuse that goes makes stricter what stays; with all that was asked beside it, it is a question like any other.
    const groups = groupBy(all, ({ group }) => group);
    const isWhole = ({ group }: Condition): boolean => {
      const [went, were] = [groups.get(group)!, sizes.get(group)!];
      // What says nothing by itself has others alike everywhere.
      return went.length === were.length || (went.length > 1 && tellingOf(went) === tellingOf(were));
    };
    const lost = all.filter((each) => !each.isExcuse || isWhole(each) || isWholeChoice(each, all, before));
    if (!subjects.has(symbol)) return [];
    return notPutOtherwise(lost, added.get(symbol) ?? []).flatMap((condition): Lost[] => {
      const { fact, isAbout, group } = condition;
      const isTold = isWhole(condition)
        ? groups.get(group)!.some((each) => each.isAbout)
        : isAbout || condition.isBeside === true;
      return fact === null || !isTold
        ? []
        : [{ condition, fact, isWhole: isWhole(condition), isOneOfSeveral: oneOfSeveral.has(condition) }];
    });
  });
}

/** All that excused each other went: it was one demand beside others. */
function isWholeChoice(
  { group, either }: Condition,
  gone: readonly Condition[],
  before: readonly Condition[],
): boolean {
  const isOf = (each: Condition): boolean => each.group === group && each.either === either;
  return either !== undefined && gone.filter(isOf).length === before.filter(isOf).length;
}

function tellingOf(group: readonly Condition[]): number {
  return group.filter(({ norm }) => isTelling(norm)).length;
}

/** Of what went, that for which nothing stands that came. */
function notPutOtherwise(lost: readonly Condition[], come: readonly Condition[]): readonly Condition[] {
  // What is asked of other things now stands for nothing that was asked of identity, unless more than that went.
  const said = lost.filter(({ isAbout }) => isAbout).length;
  const fresh = come.filter(({ isAbout, norm }) => isAbout || !isTelling(norm)).length;
  const isRewritten =
    lost.length > MAX_LOST || fresh >= Math.max(said, 1) || (lost.length > said && come.length >= lost.length);
  if (!isRewritten) return lost;
  // A control that is called is put otherwise by one that is called.
  const controls = lost.filter(({ callee }) => callee !== undefined && isControl(callee));
  return come.filter(({ callee }) => callee !== undefined).length < controls.length ? controls : [];
}

/** Excuses that are new beside a demand that stays. */
function easedIn(
  { gone, come }: LeftOver,
  before: readonly Condition[],
  after: readonly Condition[],
): readonly FactChange[] {
  const fresh = new Set(come);
  const groups = groupBy(after, ({ group }) => group);
  const nameOf = ({ symbol, norm }: Condition): string => `${symbol}\u0000${norm}`;
  const was = groupBy(before, nameOf);
  // What was demanded and now excuses is put otherwise.
  const turned = new Set(gone.map(nameOf));
  const stock = groupBy(gone, nameOf);
  const excuses = groupBy(
    come.filter((each) => each.isExcuse && each.isAbout && stock.get(nameOf(each))?.shift() === undefined),
    ({ group }) => group,
  );
  return [...excuses].flatMap(([group, [excuse]]): FactChange[] => {
    const kept = groups
      .get(group)
      ?.find((each) => (!fresh.has(each) || turned.has(nameOf(each))) && each !== excuse && isTelling(each.norm));
    const demanded = kept === undefined ? undefined : was.get(nameOf(kept))?.find(({ fact }) => fact !== null);
    if (excuse?.fact == null || demanded?.fact == null) return [];
    return [{ change: 'weakened', fact: excuse.fact, before: demanded.fact, subjectPresent: true }];
  });
}
