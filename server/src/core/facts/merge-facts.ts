import type { Fact } from '../model/fact.ts';
import type { FileSummary } from '../model/summary.ts';
import { hashParts } from '../text/hash.ts';
import { type FileFacts, fewAndShort } from './read-facts.ts';
import { factId } from './to-fact.ts';
import { withoutTold } from './told-by-code.ts';

/** How much of the code in a file was read. */
export interface ReadPart {
  /** Nothing that runs was left out. */
  readonly isAll: boolean;
  /** What was left out because it cannot be read. */
  readonly unreadable: readonly string[];
}

/** What a file says with the code of other languages in it. */
export function mergeFacts(host: FileFacts, codes: readonly FileFacts[], { isAll, unreadable }: ReadPart): FileFacts {
  const all = [host, ...codes];
  const within = codes.flatMap(({ facts }) => facts.map((fact) => onItsJob(fact, host.subjects)));
  const { path, blob, language } = host;
  // Every field by its name: one that is forgotten here is an error.
  return {
    path,
    blob,
    language,
    ...cleanOf(all, unreadable),
    isPartly: !isAll,
    facts: distinct([...withoutTold(host.facts, within), ...within]),
    subjects: all.flatMap(({ subjects }) => subjects),
    summary: codes.reduce((summary, { summary: code }) => mergeSummaries(summary, code), host.summary),
    exposed: all.flatMap(({ exposed }) => exposed),
    conditions: all.flatMap(({ conditions }) => conditions),
    handed: all.flatMap(({ handed }) => handed),
    marks: all.flatMap(({ marks }) => marks),
    unread: all.flatMap(({ unread }) => unread),
    unlisted: all.flatMap(({ unlisted }) => unlisted),
    failures: all.flatMap(({ failures }) => failures),
    automations: all.flatMap(({ automations = [] }) => automations),
    imports: all.flatMap(({ imports = [] }) => imports),
  };
}

/** What stands at the top of code that a job holds is done by that job. */
function onItsJob(fact: Fact, subjects: FileFacts['subjects']): Fact {
  if (fact.subject.type !== 'file') return fact;
  const { line } = fact.provenance.range.start;
  const job = subjects.find(
    ({ type, lines }) => type === 'job' && lines.some((span) => line >= span.start && line < span.start + span.lines),
  );
  if (job === undefined) return fact;
  const subject = { type: job.type, symbol: job.symbol, exposure: 'ci' } as const;
  return { ...fact, id: factId(fact.key, subject), subject };
}

/** Texts of errors that are not known do not come back in the same words. */
function cleanOf(all: readonly FileFacts[], left: readonly string[]): Pick<FileFacts, 'isClean' | 'unreadable'> {
  if (left.length === 0 && all.every(({ isClean }) => isClean)) return { isClean: true };
  const isKnown = all.every(({ isClean, unreadable }) => isClean || unreadable !== undefined);
  const unreadable = [...all.flatMap((each) => each.unreadable ?? []), ...left];
  return { isClean: false, ...(isKnown ? fewAndShort(unreadable) : {}) };
}

/** What is asked of every text is asked of the file and of the code in it: once at a place is enough. */
function distinct(facts: FileFacts['facts']): FileFacts['facts'] {
  const seen = new Set<string>();
  return facts.filter(({ id, provenance: { range } }) => {
    const place = `${id} ${range.start.line}:${range.start.character}`;
    return !seen.has(place) && seen.add(place);
  });
}

/** Code says more than what stands around it, and of what both say the first has it. */
function mergeSummaries(host: FileSummary, code: FileSummary): FileSummary {
  return {
    ...code,
    ...host,
    digest: hashParts([host.digest, code.digest]),
    exports: { ...code.exports, ...host.exports },
    reexports: [...host.reexports, ...code.reexports],
    mounts: [...host.mounts, ...code.mounts],
    grants: [...host.grants, ...code.grants],
  };
}
