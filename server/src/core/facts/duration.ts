import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, childrenOf } from '../text/tree.ts';
import type { FileReading } from './define.ts';
import { lastName } from './guards/paths.ts';

/** Seconds of one unit, by the words that libraries write for it: `15m`, `timedelta(minutes=15)`, `15.minutes`, `time.Minute`. */
const UNITS: ReadonlyMap<string, number> = new Map(
  (
    [
      [0.001, 'ms msec msecs millisecond milliseconds millis ofmillis frommilliseconds addmilliseconds plusmillis'],
      [1, 's sec secs second seconds ofseconds fromseconds addseconds plusseconds'],
      [60, 'm min mins minute minutes ofminutes fromminutes addminutes plusminutes'],
      [3600, 'h hr hrs hour hours ofhours fromhours addhours plushours'],
      [86_400, 'd day days ofdays fromdays adddays plusdays'],
      [604_800, 'w week weeks ofweeks addweeks plusweeks'],
      [2_592_000, 'month months addmonths plusmonths'],
      [31_536_000, 'y yr yrs year years addyears plusyears'],
    ] as const
  ).flatMap(([seconds, words]) => words.split(' ').map((word) => [word, seconds] as const)),
);

/** The moment itself: what is added to it is the life. */
const NOW =
  /^(?:now|utcnow|utc_now|UtcNow|Now|getTime|currentTimeMillis|time|microtime|today|nowSeconds|getCurrentTime|current|unix|getTimestamp|timestamp)$/;
const IN_MILLISECONDS = /Date\.now\(\)|\.getTime\(\)|currentTimeMillis\(\)|\.valueOf\(\)/;
const MAX_DEPTH = 12;

interface Measured {
  readonly amount: number;
  /** Set once a unit was named: the amount is seconds then. */
  readonly isSeconds: boolean;
}

/**
 * How long a text or expression says, in seconds; `unit` is the seconds of a bare number. Null: nobody knows without running
 * it. A moment counts as zero, so that `now + 15 minutes` is fifteen minutes.
 */
export function secondsOf(reading: FileReading, node: SyntaxNode, unit: number): number | null {
  const { text } = reading.unit.tree;
  const written = text.slice(node.start, Math.min(node.end, node.start + 400));
  // `Math.floor(Date.now() / 1000) + 60` counts in seconds, `Date.now() + 60_000` does not.
  const isMilliseconds = IN_MILLISECONDS.test(written) && !/\/\s*1_?000|1e3/.test(written);
  const measured = measure(reading, node, 0);
  if (measured === null) return null;
  const seconds = measured.isSeconds ? measured.amount : measured.amount * (isMilliseconds ? 0.001 : unit);
  return Number.isFinite(seconds) && seconds > 0 ? Math.round(seconds) : null;
}

/** `15m`, `7 days`, `1h`, `PT15M`, `3600`. */
export function secondsOfText(text: string, unit: number): number | null {
  const found = /^\s*(\d{1,12}(?:\.\d{1,6})?)\s*([A-Za-z]{0,12})\s*$/.exec(text);
  if (found !== null) {
    const [, amount = '', word = ''] = found;
    const seconds = word === '' ? unit : UNITS.get(word.toLowerCase());
    return seconds === undefined ? null : Number(amount) * seconds;
  }
  const iso = /^P(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9})S)?)?$/.exec(text);
  if (iso === null || text === 'P') return null;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = iso.slice(1).map((each) => Number(each ?? 0));
  return days * 86_400 + hours * 3600 + minutes * 60 + seconds;
}

function measure(reading: FileReading, node: SyntaxNode, depth: number): Measured | null {
  if (depth > MAX_DEPTH) return null;
  const { unit, resolver } = reading;
  const inner = (at: SyntaxNode): Measured | null => measure(reading, at, depth + 1);
  switch (node.kind) {
    case 'number': {
      const value = resolver.valueOf(node);
      return value.kind === 'number' ? { amount: value.value, isSeconds: false } : null;
    }
    case 'string': {
      const text = unit.language.readString(unit.textOf(node));
      if (text === null) return null;
      const seconds = secondsOfText(text, 1);
      if (seconds === null) return null;
      return { amount: seconds, isSeconds: /[A-Za-z]/.test(text) };
    }
    case 'binary':
      return ofBinary(reading, node, inner);
    case 'call':
    case 'new':
      return ofCall(reading, node, inner);
    case 'member': {
      const name = lastName(unit, node) ?? '';
      const object = childOf(node, 'member.object');
      if (NOW.test(name)) return { amount: 0, isSeconds: false };
      // `time.Hour`, `24.hours`, `ChronoUnit.DAYS`
      const seconds = UNITS.get(name.toLowerCase());
      if (seconds !== undefined) {
        const amount = object === null ? null : inner(object);
        return { amount: (amount === null || object?.kind === 'name' ? 1 : amount.amount) * seconds, isSeconds: true };
      }
      // `24.hours.from_now.to_i`
      if (object !== null && /^(?:from_now|ago|to_i|to_f|Ticks|TotalSeconds)$/.test(name)) return inner(object);
      return ofValue(reading, node);
    }
    case 'name':
    case 'shorthand':
    case 'index':
      return ofName(reading, node, inner);
    case 'unary':
    case 'await':
    case 'other':
    case 'keyword':
      return node.children.length > 0 ? inner(node.children[node.children.length - 1]!) : null;
    case 'if': {
      const then = childOf(node, 'if.then');
      const otherwise = childOf(node, 'if.else');
      const all = [then, otherwise].map((each) => (each === null ? null : inner(each)));
      // Whoever may get the longer life is who matters.
      const known = all.filter((each) => each !== null);
      return known.length < 2 ? null : known.reduce((one, other) => (one.amount >= other.amount ? one : other));
    }
    default:
      return null;
  }
}

function ofBinary(
  { unit }: FileReading,
  node: SyntaxNode,
  inner: (at: SyntaxNode) => Measured | null,
): Measured | null {
  const [left, operator, right] = ['binary.left', 'binary.operator', 'binary.right'].map((role) => childOf(node, role));
  if (left == null || right == null || operator == null) return null;
  const [one, other] = [inner(left), inner(right)];
  const sign = unit.textOf(operator);
  // A default stands in for what only a deployment knows.
  if (sign === '||' || sign === '??' || sign === 'or') return one ?? other;
  if (one === null || other === null) return null;
  const isSeconds = one.isSeconds || other.isSeconds;
  if (sign === '+') return { amount: one.amount + other.amount, isSeconds };
  if (sign === '*') return { amount: one.amount * other.amount, isSeconds };
  if (sign === '-') return { amount: one.amount - other.amount, isSeconds };
  if (sign === '/') return other.amount === 0 ? null : { amount: one.amount / other.amount, isSeconds };
  return null;
}

/** Calls that hand on what they are given. */
const CONVERTS =
  /^(?:Date|Number|Math\.\w+|int|float|parseInt|parseFloat|NewNumericDate|NumericDate|Some|Duration|Date\.from|toInstant|Unix|UnixMilli|getTime|toEpochMilli|toDate|to_i|AddTicks|isoformat|timestamp|total_seconds|getEpochSecond|ofEpochSecond|ToUnixTimeSeconds|env|get|getenv|ms|floor|round|ceil|trunc|as_secs|ToLocalTime)$/;

function ofCall({ unit }: FileReading, node: SyntaxNode, inner: (at: SyntaxNode) => Measured | null): Measured | null {
  const callee = childOf(node, 'call.callee');
  const name = callee === null ? null : lastName(unit, callee);
  if (callee === null || name === null) return null;
  const args = childrenOf(node, 'call.argument');
  const object = callee.kind === 'member' ? childOf(callee, 'member.object') : null;
  const of = (at: SyntaxNode | null | undefined): Measured =>
    (at == null ? null : inner(at)) ?? { amount: 0, isSeconds: false };
  // `timedelta(minutes=15)`, `{ minutes: 15 }`
  if (/^(?:timedelta|relativedelta)$/.test(name)) {
    let seconds = 0;
    for (const [index, arg] of args.entries()) {
      const word = arg.kind === 'keyword' ? childOf(arg, 'keyword.name') : null;
      const size = word === null ? (index === 0 ? 86_400 : null) : (UNITS.get(unit.textOf(word)) ?? null);
      const value = arg.kind === 'keyword' ? childOf(arg, 'keyword.value') : arg;
      const amount = value === null ? null : inner(value);
      if (size === null || amount === null) return null;
      seconds += amount.amount * size;
    }
    return { amount: seconds, isSeconds: true };
  }
  const size = UNITS.get(name.replace(/_/g, '').toLowerCase());
  const [first, second] = args;
  if (size !== undefined && first !== undefined && args.length === 1) {
    const amount = inner(first);
    if (amount === null) return null;
    const base = object === null ? null : isMoment(unit.textOf(object)) ? of(object) : null;
    return { amount: amount.amount * size + (base?.amount ?? 0), isSeconds: true };
  }
  // `now.Add(15 * time.Minute)`, `Instant.now().plus(15, ChronoUnit.MINUTES)`, `moment().add(15, 'minutes')`
  if (/^(?:add|Add|plus|addTo)$/.test(name) && first !== undefined && args.length <= 2) {
    const amount = inner(first);
    const word =
      second === undefined
        ? null
        : unit
            .textOf(second)
            .replace(/^.*\.|['"]/g, '')
            .toLowerCase();
    const each = word === null ? null : UNITS.get(word);
    if (amount === null || each === undefined) return null;
    return each === null ? amount : { amount: amount.amount * each, isSeconds: true };
  }
  // PHP: `now()->addMinutes(15)` is above; `strtotime('+15 minutes')`
  if (name === 'strtotime' && first?.kind === 'string') {
    const seconds = secondsOfText(unit.textOf(first).replace(/["'+]/g, ''), 1);
    return seconds === null ? null : { amount: seconds, isSeconds: true };
  }
  if (NOW.test(name) && args.length <= 1) return { amount: 0, isSeconds: false };
  if (CONVERTS.test(name)) {
    const last = args.length === 0 ? object : args[args.length - 1]!;
    return last === null || last === undefined ? { amount: 0, isSeconds: false } : inner(last);
  }
  if (/^(?:from_now|since)$/.test(name) && object !== null) return inner(object);
  return null;
}

function isMoment(text: string): boolean {
  return text.length < 200 && /now|time|date|instant/i.test(text);
}

/** Names are followed to what they were assigned, through arithmetic. */
function ofName(reading: FileReading, node: SyntaxNode, inner: (at: SyntaxNode) => Measured | null): Measured | null {
  const { scopes, unit } = reading;
  const binding = node.kind === 'index' ? null : scopes.lookUp(unit.textOf(node), node);
  if (binding?.how === 'assign' && binding.keys.length === 0) {
    const value = childOf(binding.node, 'assign.value');
    if (value !== null && !(value.start <= node.start && node.end <= value.end)) return inner(value);
  }
  return ofValue(reading, node);
}

function ofValue({ resolver }: FileReading, node: SyntaxNode): Measured | null {
  const value = resolver.valueOf(node);
  if (value.kind === 'number') return { amount: value.value, isSeconds: false };
  const text =
    value.kind === 'text'
      ? value.text
      : value.kind === 'environment' && value.fallback?.kind === 'text'
        ? value.fallback.text
        : null;
  if (text !== null) {
    const seconds = secondsOfText(text, 1);
    return seconds === null ? null : { amount: seconds, isSeconds: /[A-Za-z]/.test(text) };
  }
  if (value.kind === 'environment' && value.fallback?.kind === 'number')
    return { amount: value.fallback.value, isSeconds: false };
  return null;
}
