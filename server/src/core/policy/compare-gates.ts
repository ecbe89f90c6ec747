/** A gate that a file of a build server, or of hooks, runs and no longer runs as it did. */
export interface LooserGate {
  readonly side: 'before' | 'after';
  /** 0-based. */
  readonly line: number;
  readonly change: 'removed' | 'weakened';
  readonly what: string;
}

/** `countersign gate …`, `npx @scope/countersign gate`, `uses: owner/countersign-action@…`. */
const RUNS_GATE = /countersign(?:\.m?js)?['"]?\s+gate\b|\buses:\s*\S*countersign\S*|\bcountersign-(?:gate|action)\b/;
/** What goes on when the gate is closed. */
const GOES_ON = /\|\||;\s*true\b|\bset \+e\b|2>\s*&1\s*\|\s*\w/;
const TOLERATED =
  /^\s*-?\s*['"]?(?:continue-on-error|allow_failure|ignore_errors|voting)['"]?\s*:\s*['"]?(?:true|false)/;
/** Most lines of a text that are compared. */
const MAX_LINES = 5_000;
/** Characters of a line. */
const MAX_LINE = 500;

/** Whether a line of a text matches: no line is looked at for longer than its first characters. */
export function someLine(text: string, pattern: RegExp): boolean {
  return text.split('\n', MAX_LINES).some((line) => pattern.test(line.slice(0, MAX_LINE)));
}

export const runsGate = (text: string): boolean => text.includes('countersign') && someLine(text, RUNS_GATE);

interface GateLine {
  readonly line: number;
  readonly text: string;
}

export function compareGates(before: string, after: string | null): readonly LooserGate[] {
  const old = gatesIn(before);
  if (old.length === 0) return [];
  const now = gatesIn(after ?? '');
  if (now.length < old.length) {
    const lost = old.find(({ text }) => !now.some((each) => each.text === text)) ?? old[0]!;
    return [
      { side: 'before', line: lost.line, change: 'removed', what: `The gate is no longer run: ${quoted(lost.text)}.` },
    ];
  }
  const told: LooserGate[] = [];
  for (const gate of now) {
    if (old.some(({ text }) => text === gate.text)) continue;
    const then = old.find(({ text }) => !now.some((each) => each.text === text));
    const goesOn = GOES_ON.test(gate.text) && !(then !== undefined && GOES_ON.test(then.text));
    const what = goesOn
      ? `The build goes on when the gate is closed: ${quoted(gate.text)}.`
      : `The gate is run as ${quoted(gate.text)}${then === undefined ? '' : ` instead of ${quoted(then.text)}`}.`;
    told.push({ side: 'after', line: gate.line, change: 'weakened', what });
  }
  const known = new Set(tolerationsIn(before).map(({ text }) => text));
  for (const { line, text } of tolerationsIn(after ?? ''))
    if (!known.has(text) && isNear(line, now))
      told.push({
        side: 'after',
        line,
        change: 'weakened',
        what: `The build may go on when the gate is closed: ${quoted(text)}.`,
      });
  return told;
}

function gatesIn(text: string): readonly GateLine[] {
  return linesOf(text).filter((each) => RUNS_GATE.test(each.text) && !each.text.startsWith('#'));
}

function tolerationsIn(text: string): readonly GateLine[] {
  return linesOf(text).filter(
    (each) => TOLERATED.test(each.text) && !/continue-on-error\S*\s*false|voting\S*\s*true/.test(each.text),
  );
}

function linesOf(text: string): readonly GateLine[] {
  return text.split('\n', MAX_LINES).map((each, line) => ({ line, text: each.trim().slice(0, MAX_LINE) }));
}

/** In the same job, as far as lines tell. */
function isNear(line: number, gates: readonly GateLine[]): boolean {
  return gates.some((gate) => Math.abs(gate.line - line) <= 40);
}

export function quoted(text: string): string {
  const plain = text.replace(/^-\s*/, '');
  return `\`${plain.length > 100 ? `${plain.slice(0, 100)}…` : plain}\``;
}
