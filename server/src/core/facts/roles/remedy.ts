import type { Remedy } from '../../model/fact.ts';
import type { WrittenText } from '../../model/summary.ts';
import { compareText } from '../../text/compare-text.ts';
import { mayBeUsedByServices, mayBeUsedOtherwise, useOf, type Given } from './excess.ts';

/** Texts that one edit writes: of more of them a wildcard is easier to read. */
const MAX_TEXTS = 15;
/** What every function writes: who may do everything needs it too. */
const LOGS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/** What the code of a role needs in place of wildcards: its actions first, then its resources; nothing where not all of it is known. */
export function remediesOf(all: readonly Given[]): ReadonlyMap<Given, Remedy> {
  const remedies = new Map<Given, Remedy>();
  const byResource = new Map<string, Given[]>();
  for (const given of all) {
    const narrowed = insteadOfAction(given);
    if (narrowed !== null) remedies.set(given, narrowed);
    const on = given.grants[0]?.on;
    if (on === undefined) continue;
    const key = `${given.grants[0]!.evidence.path} ${on.range.start.line}:${on.range.start.character}`;
    byResource.set(key, [...(byResource.get(key) ?? []), given]);
  }
  for (const of of byResource.values()) {
    if (of.some((given) => remedies.has(given))) continue;
    const narrowed = insteadOfResource(of);
    if (narrowed !== null) for (const given of of) remedies.set(given, narrowed);
  }
  return remedies;
}

function insteadOfAction(given: Given): Remedy | null {
  const [grant] = given.grants;
  if (grant?.written === undefined || given.grants.some(({ action }) => action !== grant.action)) return null;
  const use = useOf(given);
  if (use.state !== 'needed') return null;
  const isEverything = grant.action === '*' || grant.action === '*:*';
  // Of everything only what every function does besides is known not to matter.
  if (
    isEverything
      ? given.roles.some(({ isUsedByService }) => isUsedByService) ||
        mayBeUsedByServices(given.grants, given.roles) !== null
      : mayBeUsedOtherwise(given.grants, given.roles) !== null
  )
    return null;
  const needed = use.needs.map(({ action }) => action);
  return remedy(given, grant.action, [...needed, ...(isEverything ? LOGS : [])], grant.written);
}

/** One resource that several actions share. */
function insteadOfResource(all: readonly Given[]): Remedy | null {
  const [first] = all;
  const on = first?.grants[0]?.on;
  if (first === undefined || on === undefined) return null;
  const norms: string[] = [];
  for (const given of all) {
    const use = useOf(given);
    if (use.state !== 'needed' || mayBeUsedOtherwise(given.grants, given.roles) !== null) return null;
    norms.push(...use.needs.map(({ norm }) => norm));
  }
  return norms.every(isNamed) ? remedy(first, '*', norms, on) : null;
}

/** An ARN that says which resource it is: `table/orders`, the bucket `reports`. */
function isNamed(norm: string): boolean {
  const [arn, , service = '', , , ...rest] = norm.split(':');
  if (arn !== 'arn' || norm.includes('${')) return false;
  const parts = rest.join(':').split(/[/:]/);
  const name = parts.length === 1 || service === 's3' ? parts[0] : parts[1];
  return /\w{2}/.test(name ?? '');
}

function remedy({ roles }: Given, from: string, to: readonly string[], written: WrittenText): Remedy | null {
  const texts = [...new Set(to)].toSorted(compareText);
  if (texts.length > MAX_TEXTS || texts.includes(from) || !texts.every((text) => isPlain(text, written))) return null;
  const names = roles.map(({ symbol }) => symbol).join(', ');
  return {
    title: `Narrow ${from} to what the code of ${names} needs (${texts.join(', ')})`,
    range: written.range,
    newText: inPlaceOf(written, texts),
  };
}

/** Names come from code that may be hostile: what could end the text that it is written into is not written. */
function isPlain(text: string, { as, quote }: WrittenText): boolean {
  return /^\w[\w:/.*?+=,@-]*$/.test(text) && (quote !== '' || as === 'line' || !text.includes(','));
}

function inPlaceOf({ as, quote, range }: WrittenText, given: readonly string[]): string {
  const texts = given.map((text) => `${quote}${text}${quote}`);
  if (as === 'item') return texts.join(', ');
  // The dash stands two columns before the text.
  if (as === 'line') return texts.join(`\n${' '.repeat(Math.max(range.start.character - 2, 0))}- `);
  return texts.length === 1 ? texts[0]! : `[${texts.join(', ')}]`;
}
