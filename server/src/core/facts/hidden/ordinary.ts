import { isMark, isSelector, isTag, RIGHT_TO_LEFT } from './characters.ts';

/** A run of characters that show nothing, with what stands around it. */
export interface Run {
  readonly points: readonly number[];
  /** The whole characters beside it; empty at an end of the text. */
  readonly before: string;
  readonly after: string;
  /** It stands beside a letter that is a word of its own, as in a formula. */
  readonly isBesideLetter: boolean;
  readonly atStart: boolean;
  /** It stands in a name of a program. */
  readonly isName: boolean;
  /** It stands in prose. */
  readonly isProse: boolean;
  /** It stands in a text for people in one of their languages. */
  readonly isTranslated: boolean;
  /** The line, or of it the text or comment that the run stands in. */
  readonly around: string;
  /** The file has letters that run from right to left. */
  readonly isRightToLeft: boolean;
  /** It has letters that join. */
  readonly isJoining: boolean;
}

/** Scripts that write without spaces: a zero width space says where a line may break. CJK punctuation too. */
const BREAKING =
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\p{Script=Javanese}\p{Script=Balinese}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}\u3000-\u303F\uFF01-\uFF60]/u;
/** Scripts whose letters join, and say with a joiner whether. */
export const JOINING =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Nko}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\p{Script=Thai}\p{Script=Lao}\p{Script=Hebrew}\p{Script=Limbu}\p{Script=Javanese}\p{Script=Balinese}\p{Script=Meetei_Mayek}\p{Script=Adlam}]/u;
const EMOJI = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u20E3/u;
const WORD = /[A-Za-z0-9_]/;
const ZERO_WIDTH = new Set([
  0x200b, 0x200c, 0x200d, 0x2060, 0xfeff, 0x180e, 0x2061, 0x2062, 0x2063, 0x2064, 0x200e, 0x200f,
]);

const isEmoji = (text: string): boolean => EMOJI.test(text) && !/^[0-9#*]$/.test(text);

/** It carries more than typography needs: a text, or data. */
export function isHiding({ points, before, after, isTranslated }: Run): boolean {
  const tags = points.filter(isTag);
  if (tags.length > 0) return !isFlag(points, before);
  const selectors = points.filter(isSelector);
  // The same one again is what editors leave of an emoji.
  if (new Set(selectors).size > 1)
    return !/^[\uFE0E\uFE0F]*$/.test(String.fromCodePoint(...selectors)) || selectors.length > 2;
  const zero = points.filter((point) => ZERO_WIDTH.has(point));
  const isTypography = (isEmoji(before) && isEmoji(after)) || JOINING.test(before + after) || isTranslated;
  return zero.length >= 4 && new Set(zero).size > 1 && !(isTypography && zero.length < 8);
}

/** The flags of England, Scotland and Wales: a black flag, five letters, an end. */
function isFlag(points: readonly number[], before: string): boolean {
  if (before !== '\u{1F3F4}') return false;
  const tags = points.filter(isTag);
  const letters = tags.slice(0, -1);
  return (
    tags[tags.length - 1] === 0xe007f &&
    letters.length <= 6 &&
    letters.every((point) => (point >= 0xe0030 && point <= 0xe0039) || (point >= 0xe0061 && point <= 0xe007a))
  );
}

/** What typography of the scripts around it needs, or has always left in texts. */
export function isOrdinary(run: Run): boolean {
  return (
    (run.isTranslated && run.points.length <= 2 && !breaksLatin(run)) ||
    run.points.every((point) => isOrdinaryPoint(point, run))
  );
}

function isOrdinaryPoint(point: number, run: Run): boolean {
  const { before, after, isName, around } = run;
  if (point === 0xfeff && run.atStart) return true;
  if (isTag(point)) return isFlag(run.points, before);
  if (isSelector(point)) return isOrdinarySelector(point, before);
  if (isMark(point)) return !isName && (run.isRightToLeft || /[-+\u2212%\u2030]/.test(before + after));
  const isBetweenWords = WORD.test(before) && WORD.test(after);
  switch (point) {
    case 0x200c:
    case 0x200d:
      if (isEmoji(before) || isEmoji(after) || run.points.includes(0xfe0f)) return true;
      if (JOINING.test(before) || JOINING.test(after)) return true;
      return !isName && !isBetweenWords && (JOINING.test(around) || (run.isProse && run.isJoining));
    case 0x200b:
      return (
        !isName &&
        (isLeftOver(run) ||
          BREAKING.test(before + after) ||
          JOINING.test(before + after) ||
          RIGHT_TO_LEFT.test(before + after))
      );
    case 0x2060:
    case 0xfeff:
      return !isName && (BREAKING.test(before + after) || isLeftOver(run));
    case 0xad:
      return !isName && run.points.length <= 2 && (run.isProse || (/\p{L}/u.test(before) && /\p{L}/u.test(after)));
    case 0x34f:
      return /\P{ASCII}/u.test(before) && /\P{ASCII}/u.test(after);
    case 0x2061:
    case 0x2062:
    case 0x2063:
    case 0x2064:
      return !isName && isFormula(run);
    case 0x115f:
    case 0x1160:
    case 0x3164:
    case 0xffa0:
      return !isName && /\p{Script=Hangul}/u.test(before + after);
    case 0x17b4:
    case 0x17b5:
      return /\p{Script=Khmer}/u.test(before + after);
  }
  if (point >= 0x180b && point <= 0x180f) return /\p{Script=Mongolian}/u.test(before + after);
  if (point >= 0x1d173 && point <= 0x1d17a) return /[\u{1D100}-\u{1D1FF}]/u.test(before + after);
  return false;
}

/** After a sign that has an emoji form; for an ideograph one of the second block; else after what is no letter of ASCII. */
function isOrdinarySelector(point: number, before: string): boolean {
  if (point >= 0xe0100) return /\p{Script=Han}|\p{Unified_Ideograph}/u.test(before);
  if (point >= 0xfe0e) return !/[A-Za-z]/.test(before);
  return /\P{ASCII}/u.test(before);
}

/** What copying from a page leaves in prose: between words, or anywhere in a line of a script that knows it, but in no word of another. */
function isLeftOver({ isProse, points, before, after, around }: Run): boolean {
  const isInWord = /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after);
  return isProse && points.length <= 2 && (!isInWord || (BREAKING.test(around) && !isInLatin({ before, after })));
}

/** Where a line may break, or must not: typography of Latin words knows neither. */
function breaksLatin(run: Run): boolean {
  return isInLatin(run) && run.points.every((point) => point === 0x200b || point === 0x2060 || point === 0xfeff);
}

function isInLatin({ before, after }: Pick<Run, 'before' | 'after'>): boolean {
  return /[a-z0-9]/i.test(before) && /[a-z0-9]/i.test(after);
}

/** `2`, times, `x`. */
function isFormula({ before, after, isBesideLetter, points }: Run): boolean {
  return points.length === 1 && (isBesideLetter || !WORD.test(before) || !WORD.test(after));
}
