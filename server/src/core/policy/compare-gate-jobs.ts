import { parseDocument, type Document } from 'yaml';
import { quoted, runsGate, someLine, type LooserGate } from './compare-gates.ts';

/** Longer files of a build server are compared by the lines that run the gate alone. In UTF-16 units. */
const MAX_TEXT = 200_000;
const MAX_ENTRIES = 2_000;
const MAX_ALIASES = 100;
/** Of a job: what does not decide whether and how the gate runs, or is compared line by line. */
const ASIDE: ReadonlySet<string> = new Set(
  `steps script name stage permissions timeout timeout-minutes artifacts interruptible tags id run uses continue-on-error
  allow_failure voting ignore_errors`.split(/\s+/),
);
/** Of the whole file: what decides the same for all of its jobs. */
const OF_ALL = ['on', 'env', 'defaults', 'workflow', 'default', 'variables', 'before_script'];
/** What makes a name stand for another program. */
const TAMPERS =
  /GITHUB_(?:PATH|ENV)\b|\balias\b|\bPATH=|\bBASH_ENV\b|\bcountersign\s*\(\)|>\s*\S*\bcountersign\b|\bln\s+-\w*s\b/;

type Path = readonly (string | number)[];

interface Entry {
  /** As it is called in messages; steps by what they are, not by their number. */
  readonly key: string;
  readonly value: string;
  readonly path: Path;
}

/**
 * What decides whether and how the job runs that runs the gate: its triggers, conditions, inputs, variables, and what stands before
 * it. Files of GitHub Actions and GitLab. One that can no longer be read, or is made too long to be, is told as that.
 */
export function compareGateJobs(before: string, after: string): readonly LooserGate[] {
  const old = readJobs(before);
  if (old === null || old.jobs.size === 0) return [];
  const now = readJobs(after);
  if (now === null) return [{ side: 'after', line: 0, change: 'weakened', what: UNREAD }];
  // A gate that is no longer run is told as that.
  if (now.jobs.size === 0) return [];
  const pairs = pairJobs(old.jobs, now.jobs);
  return [[old.ofAll, now.ofAll] as const, ...pairs].flatMap(([was, is]) => compareEntries(old, was, now, is));
}

type Entries = ReadonlyMap<string, Entry>;

/** By name; one that is called otherwise with one that is left over. */
function pairJobs(old: Jobs['jobs'], now: Jobs['jobs']): readonly (readonly [Entries, Entries])[] {
  const left = [...old].filter(([id]) => !now.has(id)).map(([, entries]) => entries);
  return [...now].flatMap(([id, entries]) => {
    const was = old.get(id) ?? left.shift();
    return was === undefined ? [] : [[was, entries] as const];
  });
}

function compareEntries(old: Jobs, was: Entries, now: Jobs, is: Entries): readonly LooserGate[] {
  const told: LooserGate[] = [];
  for (const [key, entry] of is) {
    const before = was.get(key);
    if (before?.value === entry.value || (before === undefined && isNewEvent(key, was))) continue;
    const what = entry.key === BEFORE ? `Before the gate ${quoted(entry.value)} is run.` : says(entry, before);
    told.push({ side: 'after', line: lineOf(now, entry.path), change: 'weakened', what });
  }
  for (const [key, entry] of was) {
    if (is.has(key) || !isNeeded(key)) continue;
    const what = `The job that runs the gate no longer has ${quoted(entry.key)}.`;
    told.push({ side: 'before', line: lineOf(old, entry.path), change: 'weakened', what });
  }
  return told;
}

const BEFORE = 'before the gate';
const UNREAD = 'What decides how the gate runs cannot be compared: the file is no YAML that can be read, or too long.';

function says({ key, value }: Entry, was: Entry | undefined): string {
  const before = was === undefined ? '' : `, before ${quoted(was.value)}`;
  return `The job that runs the gate has ${quoted(`${key}: ${value}`)}${before}.`;
}

/** One more event starts it more often. */
function isNewEvent(key: string, known: ReadonlyMap<string, Entry>): boolean {
  const event = /^on\.([^.]+)/.exec(key)?.[1];
  return (
    event !== undefined && ![...known.keys()].some((each) => each === `on.${event}` || each.startsWith(`on.${event}.`))
  );
}

/** An event that goes, or an input of the gate: without a condition it runs more often. */
function isNeeded(key: string): boolean {
  return /^on\.[^.]+$/.test(key) || /^(?:gate|job)\.with\./.test(key);
}

interface Jobs {
  readonly document: Document;
  readonly text: string;
  /** Of those that run the gate, by name. */
  readonly jobs: ReadonlyMap<string, Entries>;
  readonly ofAll: Entries;
}

/** Null: it cannot be read, or holds more than is compared. No jobs: it runs no gate. */
function readJobs(text: string): Jobs | null {
  if (text.length > MAX_TEXT) return null;
  const isNone = !text.includes('countersign');
  const document = parseDocument(isNone ? '' : text, { merge: true, prettyErrors: false, strict: false });
  if (document.errors.length > 0) return null;
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch {
    return null;
  }
  const [found, ofAll] = [new Map<string, Map<string, Entry>>(), new Map<string, Entry>()];
  if (!isRecord(data)) return { document, text, jobs: found, ofAll };
  const jobs = isRecord(data['jobs']) ? data['jobs'] : data;
  const inside: Path = isRecord(data['jobs']) ? ['jobs'] : [];
  for (const [id, job] of Object.entries(jobs)) {
    if (!isRecord(job) || !holdsGate(job)) continue;
    const entries = new Map<string, Entry>();
    found.set(id, entries);
    for (const [key, value] of Object.entries(job))
      if (!ASIDE.has(key)) flatten(entries, `job.${key}`, key, value, [...inside, id, key]);
    const steps = [job['steps'], job['script']].find(Array.isArray) ?? [];
    readSteps(entries, steps, [...inside, id, Array.isArray(job['steps']) ? 'steps' : 'script']);
  }
  for (const key of found.size > 0 ? OF_ALL : [])
    flatten(ofAll, key, key, key === 'on' ? eventsOf(data[key]) : data[key], [key]);
  const isTooMuch = [ofAll, ...found.values()].some(({ size }) => size >= MAX_ENTRIES);
  return isTooMuch ? null : { document, text, jobs: found, ofAll };
}

function readSteps(entries: Map<string, Entry>, steps: readonly unknown[], path: Path): void {
  const at = steps.findIndex(holdsGate);
  for (const [index, step] of steps.slice(0, at + 1).entries()) {
    const run = typeof step === 'string' ? step : isRecord(step) ? step['run'] : null;
    if (index < at && typeof run === 'string' && someLine(run, TAMPERS))
      entries.set(`${BEFORE}.${run}`, { key: BEFORE, value: run, path: [...path, index] });
    if (index !== at || !isRecord(step)) continue;
    for (const [key, value] of Object.entries(step))
      if (!ASIDE.has(key)) flatten(entries, `gate.${key}`, key, value, [...path, index, key]);
  }
}

/** `on: push`, `on: [push]` and `on: { push: }` say the same. */
function eventsOf(on: unknown): unknown {
  const names = typeof on === 'string' ? [on] : on;
  return Array.isArray(names) ? Object.fromEntries(names.map((name) => [String(name), null])) : names;
}

function flatten(entries: Map<string, Entry>, full: string, key: string, value: unknown, path: Path): void {
  if (value === undefined || entries.size >= MAX_ENTRIES) return;
  if (isRecord(value) || Array.isArray(value)) {
    // An event with filters is there as much as one without.
    if (/^on\.[^.]+$/.test(full)) entries.set(full, { key, value: '', path });
    for (const [name, inner] of Object.entries(value)) {
      const step = Array.isArray(value) ? Number(name) : name;
      flatten(entries, `${full}.${name}`, Array.isArray(value) ? key : `${key}.${name}`, inner, [...path, step]);
    }
    return;
  }
  const said = typeof value === 'string' ? value : JSON.stringify(value);
  entries.set(full, { key, value: /^on\.[^.]+$/.test(full) ? '' : said, path });
}

function holdsGate(value: unknown): boolean {
  const left = [value];
  for (let count = 0; left.length > 0 && count < MAX_ENTRIES; count += 1) {
    const next = left.pop();
    if (typeof next === 'string' && runsGate(next)) return true;
    if (isRecord(next)) {
      if (typeof next['uses'] === 'string' && runsGate(`uses: ${next['uses']}`)) return true;
      left.push(...Object.values(next).slice(0, MAX_ENTRIES));
    } else if (Array.isArray(next)) left.push(...next.slice(0, MAX_ENTRIES));
  }
  return false;
}

function lineOf({ document, text }: Jobs, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true) as
      | { readonly range?: readonly number[] | null }
      | undefined;
    const start = node?.range?.[0];
    if (start !== undefined) return text.slice(0, start).split('\n').length - 1;
  }
  return 0;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
