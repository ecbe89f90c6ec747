import { defineExtractor, type Reading, type Site } from '../define.ts';
import { INVISIBLE, isDirection, MAY_HIDE, nameOf, pointsOf, RIGHT_TO_LEFT } from '../hidden/characters.ts';
import { controlsIn } from '../hidden/controls.ts';
import { decodeRun, shownText } from '../hidden/decode.ts';
import { isReordered } from '../hidden/direction.ts';
import { falseHostsIn } from '../hidden/hosts.ts';
import { imitationsIn } from '../hidden/names.ts';
import { isHiding, isOrdinary, JOINING, type Run } from '../hidden/ordinary.ts';
import { isTranslation } from '../hidden/translations.ts';
import { createPlaces, type Place } from '../hidden/places.ts';
import { spanOf } from '../span.ts';
import { known } from '../to-fact.ts';

/** Runs of one file: what comes after is cut, and the facts before it say enough. */
const MAX_FOUND = 2_000;

/** What people do not see and programs read: in every text, whatever its language. */
export const hiddenText = defineExtractor({
  id: 'hidden-text',
  kinds: ['agent.hidden-text'],
  languages: 'every',
  *extract(reading) {
    const { text } = reading.unit.tree;
    const placeOf = createPlaces(reading.unit);
    if (MAY_HIDE.test(text)) yield* invisible(reading, placeOf);
    if (!reading.unit.language.isUnread)
      for (const { start, end, action, shown, why } of controlsIn(text, placeOf, reading.unit.language.isCode))
        yield site(reading, action, start, end, shown, `${shown} ${text.slice(start, end)}`, [why]);
    const hosts = [...falseHostsIn(text)];
    for (const { start, end, host, readAs, why } of hosts)
      yield site(reading, 'imitate-host', start, end, readAs, host, [why]);
    const isInHost = (offset: number): boolean => hosts.some(({ start, end }) => start <= offset && offset < end);
    if (/[\u0100-\uFFFF]/.test(text)) yield* names(reading, placeOf, isInHost);
  },
});

function* invisible(reading: Reading, placeOf: (offset: number) => Place): Generator<Site> {
  const { text } = reading.unit.tree;
  const isRightToLeft = RIGHT_TO_LEFT.test(text);
  const isTranslated = isTranslation(reading.unit.path);
  const isJoining = JOINING.test(text);
  const told = new Set<number>();
  let found = 0;
  for (const match of text.matchAll(INVISIBLE)) {
    const [all] = match;
    const start = match.index;
    const points = pointsOf(all);
    const place = placeOf(start);
    if (points.some(isDirection) && !told.has(place.start)) {
      told.add(place.start);
      const stretch = text.slice(place.start, place.end);
      if (isReordered(stretch, isRightToLeft && place.kind === 'text' && !reading.unit.language.isUnread))
        yield reordered(reading, place, stretch);
    }
    const rest = points.filter((point) => !isDirection(point));
    if (rest.length === 0) continue;
    const run = toRun(text, start, all, rest, place, {
      isRightToLeft,
      isJoining,
      isTranslated: isTranslated && place.kind !== 'name',
    });
    const isHidden = isHiding(run);
    if (!isHidden && isOrdinary(run)) continue;
    if ((found += 1) > MAX_FOUND) return;
    yield isHidden ? hidden(reading, start, all, rest, place) : inserted(reading, start, all, rest, place);
  }
}

function toRun(
  text: string,
  start: number,
  all: string,
  points: readonly number[],
  { kind, start: from, end: to }: Place,
  file: Pick<Run, 'isRightToLeft' | 'isJoining' | 'isTranslated'>,
): Run {
  const end = start + all.length;
  const before = Array.from(text.slice(Math.max(0, start - 2), start)).pop() ?? '';
  const after = String.fromCodePoint(...[text.codePointAt(end)].flatMap((point) => point ?? []));
  const isBesideLetter =
    /(?:^|[^A-Za-z])[A-Za-z]$/.test(text.slice(Math.max(0, start - 2), start)) ||
    /^[A-Za-z](?:[^A-Za-z]|$)/.test(text.slice(end, end + 2));
  return {
    points,
    before,
    after,
    isBesideLetter,
    atStart: start === 0,
    isName: kind === 'name',
    isProse: kind === 'text',
    around: text.slice(Math.max(from, start - 400), Math.min(to, end + 400)),
    ...file,
  };
}

const IN: Readonly<Record<Place['kind'], string>> = {
  name: 'in code, outside of texts and comments',
  string: 'in a text of the program',
  comment: 'in a comment',
  text: 'in the text',
};

/** `U+202E right-to-left override, U+2066 left-to-right isolate and 2 more`. */
function listed(points: readonly number[]): string {
  const distinct = [...new Set(points.map(nameOf))];
  const shown = distinct.slice(0, 3).join(', ');
  return distinct.length > 3 ? `${shown} and ${distinct.length - 3} more` : shown;
}

function reordered(reading: Reading, place: Place, stretch: string): Site {
  const points = pointsOf(stretch).filter(isDirection);
  const first = place.start + stretch.search(/[\u202A-\u202E\u2066-\u2069]/);
  return site(
    reading,
    'reorder',
    first,
    place.end,
    listed(points),
    points.map((point) => point.toString(16)).join(' '),
    [`${listed(points)} ${IN[place.kind]}: what follows is shown in another order than it runs.`],
  );
}

function hidden(reading: Reading, start: number, all: string, points: readonly number[], place: Place): Site {
  const decoded = decodeRun(points);
  const says = decoded === null ? '' : shownText(decoded);
  const shown = says === '' ? `${points.length} times ${listed(points)}` : `“${says}”`;
  return site(reading, 'hide', start, start + all.length, shown, `${points.length} ${decoded ?? all}`, [
    `${points.length} characters that show nothing ${IN[place.kind]}: ${listed(points)}.`,
    ...(says === '' ? [] : [`As their code points are read they say “${says}”.`]),
  ]);
}

function inserted(reading: Reading, start: number, all: string, points: readonly number[], place: Place): Site {
  return site(reading, 'insert', start, start + all.length, listed(points), listed(points), [
    `${listed(points)} ${IN[place.kind]}.`,
  ]);
}

function* names(
  reading: Reading,
  placeOf: (offset: number) => Place,
  isInHost: (offset: number) => boolean,
): Generator<Site> {
  const isTranslated = isTranslation(reading.unit.path);
  for (const { start, end, name, readAs, letters, isTwin } of imitationsIn(reading.unit.tree.text, placeOf)) {
    if (isInHost(start) || (isTranslated && placeOf(start).kind !== 'name')) continue;
    const shown = letters.map(
      (letter) => `${letter} is U+${letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`,
    );
    yield site(reading, 'imitate', start, end, readAs, name, [
      `${shown.slice(0, 4).join(', ')}.`,
      ...(isTwin ? [`${readAs} stands in this file too, and is another name.`] : []),
    ]);
  }
}

function site(
  reading: Reading,
  action: string,
  start: number,
  end: number,
  shown: string,
  norm: string,
  why: readonly string[],
): Site {
  const node = spanOf(reading.unit, start, end);
  return {
    kind: 'agent.hidden-text',
    action,
    resource: { kind: 'characters', value: known(shown), norm },
    node,
    evidence: [{ node, role: 'literal' }],
    tier: 'proven',
    why,
  };
}
