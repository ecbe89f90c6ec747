import type { Fact } from '../model/fact.ts';
import type { AgentSummary } from '../model/agent-reach.ts';
import type { Automation } from '../model/inventory.ts';
import type { Failure } from '../model/problem.ts';
import type { PassageSummary } from '../model/passage.ts';
import type { FileSummary } from '../model/summary.ts';
import type { LanguageDefinition } from '../model/language.ts';
import type { LanguageId, SyntaxTree } from '../model/syntax.ts';
import type { Extractor, FileReading, Reading, Route, Site } from './define.ts';
import { readAgents } from './agent-reach/read-agents.ts';
import { automationsOf, toAutomation } from './automations/find-automations.ts';
import { builtInVocabulary, createVocabulary } from './data-vocabulary.ts';
import { documentSubjects } from './document-subjects.ts';
import { constructsOf, subjectOfConstruct } from './grants/constructs.ts';
import { resourcesOf, subjectOfResource } from './grants/resources.ts';
import { importedEffects } from './imported-effects.ts';
import { liftToCallers } from './lift.ts';
import { type Handed, readHanded } from './conditions/handed.ts';
import type { Mark } from './conditions/mark.ts';
import { readMarks } from './conditions/read-marks.ts';
import { type Condition, readConditions } from './conditions/read.ts';
import { exposedOf } from './protections/exposed.ts';
import { readPassages } from './passages/read-passages.ts';
import { protectedListsIn } from './protected-lists.ts';
import { lookupSubjects, querySubjects } from './query-subjects.ts';
import { taggedFields } from './tagged-fields.ts';
import { createResolver } from './resolver.ts';
import { withInlineGuards } from './routes/inline-guards.ts';
import { codeOf, importsOf, type Import } from './roles/code.ts';
import { rolesOf } from './roles/roles-of.ts';
import { routeFinders } from './routes/table.ts';
import { createScopes } from './scopes.ts';
import { createSubjectOf, readSubjects, type SubjectBody } from './subjects.ts';
import { summarize } from './summarize.ts';
import { extractors } from './table.ts';
import { toFact } from './to-fact.ts';
import { unreadOf } from './unread.ts';
import { createUnit, type UnitSource } from './unit.ts';
import type { Workspace } from './workspace.ts';

/** All that is known of one side of one file. Plain data: cached by blob. */
export interface FileFacts {
  readonly path: string;
  readonly blob: string;
  readonly language: LanguageId;
  /** No syntax errors. What goes is claimed then, and where both sides have the same ones (`isReadAlike`). */
  readonly isClean: boolean;
  /** Only some of it was read. */
  readonly isPartly: boolean;
  /** Texts that could not be read, in their order, where they are few and short. */
  readonly unreadable?: readonly string[];
  readonly facts: readonly Fact[];
  readonly subjects: readonly SubjectBody[];
  readonly summary: FileSummary;
  /** Where values stand as they are, where a protection may have stood: keys of `protections/exposed.ts`. */
  readonly exposed: readonly string[];
  /** What code asks, of identity or not. */
  readonly conditions: readonly Condition[];
  /** What code hands over to what it calls, and lists. */
  readonly handed: readonly Handed[];
  /** What it puts values through, how it bounds texts, how its switches stand, whose values it hands on. */
  readonly marks: readonly Mark[];
  /** What stands around routes and is not read: keys of `unread.ts`. */
  readonly unread: readonly string[];
  /** Calls that the tables should know and do not, by line. */
  readonly unlisted: readonly UnlistedCall[];
  /** Extractors that crashed. The gate does not pass over them. */
  readonly failures: readonly Failure[];
  /** What in it runs by itself. */
  readonly automations?: readonly Automation[];
  /** Code of other files that it takes in. */
  readonly imports?: readonly Import[];
}

export interface UnlistedCall {
  /** 0-based. */
  readonly line: number;
  readonly what: string;
}

/** Without routes: for what is read of a file alone. */
export function createFileReading(source: UnitSource, workspace: Workspace): FileReading {
  const unit = createUnit(source, workspace);
  const scopes = createScopes(unit);
  return { unit, scopes, resolver: createResolver(unit, scopes, workspace), workspace };
}

export function createReading(source: UnitSource, workspace: Workspace): Reading {
  const file = createFileReading(source, workspace);
  const { unit } = file;
  const routes: Route[] = [];
  const { dataClasses = [] } = unit.team;
  const vocabulary = dataClasses.length === 0 ? builtInVocabulary : createVocabulary(dataClasses);
  for (const finder of routeFinders) {
    if (!finder.languages.includes(unit.language.id)) continue;
    // What one framework registers, another that looks alike does not register again.
    const handlers = new Set(routes.map((route) => route.handler));
    const found = [...finder.find(file)].filter((route) => route.handler === null || !handlers.has(route.handler));
    routes.push(...withInlineGuards(file, found));
  }
  return { ...file, vocabulary, routes, subjectOf: createSubjectOf(unit, routes) };
}

export function readFacts(source: UnitSource, workspace: Workspace): FileFacts {
  const failures: Failure[] = [];
  const fence = <T>(what: string, run: () => T, otherwise: T): T => {
    try {
      return run();
    } catch (error) {
      failures.push({
        path: source.path,
        stage: 'facts',
        message: `${what}: ${error instanceof Error ? error.message : String(error)}`,
      });
      return otherwise;
    }
  };
  const reading = createReading(source, workspace);
  const sites: Site[] = [];
  const unlisted: UnlistedCall[] = [];
  for (const extractor of extractorsFor(reading.unit.language)) {
    const read = (): void => {
      for (const found of extractor.extract(reading)) {
        if (found.kind !== 'unlisted') sites.push(found);
        else unlisted.push({ line: reading.unit.rangeOf(found.node).start.line, what: found.what });
      }
    };
    fence(extractor.id, read, undefined);
  }
  if (reading.unit.language.isCode)
    fence('imported-effects', () => void sites.push(...importedEffects(reading)), undefined);
  const facts = fence('facts', () => toFacts(reading, sites), []);
  const passages = fence('passages', () => readPassages(reading, facts), null);
  const agents = fence('agents', () => readAgents(reading, facts), null);
  return {
    path: source.path,
    blob: source.blob,
    language: reading.unit.language.id,
    isClean: reading.unit.tree.errors.length === 0,
    isPartly: reading.unit.language.isPartly,
    ...unreadableOf(reading.unit.tree),
    facts,
    subjects: fence(
      'subjects',
      () =>
        readSubjects(reading, [
          ...querySubjects(reading).map(({ subject, query }) => ({ subject, node: query.node })),
          ...lookupSubjects(reading).map(({ subject, lookup }) => ({ subject, node: lookup.node })),
          ...taggedFields(reading),
          ...protectedListsIn(reading),
          ...resourcesOf(reading).map((resource) => ({ subject: subjectOfResource(resource), node: resource.node })),
          ...constructsOf(reading).map((construct) => ({
            subject: subjectOfConstruct(construct),
            node: construct.node,
          })),
          ...documentSubjects(reading),
        ]),
      [],
    ),
    summary: fence(
      'summary',
      () => withRoles(reading, sites, facts, unlisted, { passages, agents }),
      emptySummary(source),
    ),
    exposed: fence('exposed', () => exposedOf(reading), []),
    conditions: fence('conditions', () => readConditions(reading), []),
    handed: fence('handed', () => readHanded(reading), []),
    marks: fence('marks', () => readMarks(reading), []),
    unread: fence('unread', () => unreadOf(reading), []),
    unlisted,
    failures,
    automations: fence('automations', () => automationsOf(reading).map((each) => toAutomation(reading, each)), []),
    imports: reading.unit.language.isCode ? fence('imports', () => importsOf(reading), []) : [],
  };
}

const MAX_ERRORS = 40;
const MAX_ERROR = 400;

/** An error without a text, which says that something is missing, is known by what stands around it. */
function unreadableOf({ errors, text }: SyntaxTree): Pick<FileFacts, 'unreadable'> {
  return errors.length === 0
    ? {}
    : fewAndShort(
        errors.map(({ start, end }) => (start === end ? text.slice(start - 40, end + 40) : text.slice(start, end))),
      );
}

/** Of more, or of longer ones, none is kept: that both sides have the same is then not known. */
export function fewAndShort(unreadable: readonly string[]): Pick<FileFacts, 'unreadable'> {
  return unreadable.length > MAX_ERRORS || unreadable.some(({ length }) => length > MAX_ERROR) ? {} : { unreadable };
}

function withRoles(
  reading: Reading,
  sites: readonly Site[],
  facts: readonly Fact[],
  unlisted: readonly UnlistedCall[],
  { passages, agents }: { readonly passages: PassageSummary | null; readonly agents: AgentSummary | null },
): FileSummary {
  const missing = unlisted.map(({ what }) => what);
  const code = codeOf(reading, facts, missing);
  const roles = rolesOf(reading, sites);
  const summary = summarize(reading, sites);
  return {
    ...summary,
    ...(code === null ? {} : { code }),
    ...(roles === null ? {} : { roles }),
    ...(passages === null ? {} : { passages }),
    ...(agents === null ? {} : { agents }),
  };
}

function emptySummary(source: UnitSource): FileSummary {
  return {
    path: source.path,
    blob: source.blob,
    digest: 'empty',
    language: source.language.id,
    exports: {},
    reexports: [],
    mounts: [],
    grants: [],
  };
}

const byLanguage = new Map<LanguageDefinition, readonly Extractor[]>();

function extractorsFor(language: LanguageDefinition): readonly Extractor[] {
  const known = byLanguage.get(language) ?? extractors.filter((extractor) => isFor(extractor, language));
  byLanguage.set(language, known);
  return known;
}

function isFor({ languages }: Extractor, { id, isCode, isUnread }: LanguageDefinition): boolean {
  if (languages === 'every') return true;
  if (isUnread) return false;
  if (languages === 'all') return true;
  if (languages === 'code') return isCode;
  if (languages === 'data') return !isCode;
  return languages.includes(id);
}

/** One act at one place is one fact, however many ways led to it; the better known one wins. */
function toFacts(reading: Reading, sites: readonly Site[]): readonly Fact[] {
  const tiers = ['proven', 'resolved', 'pattern', 'name'];
  const found = new Map<string, Fact>();
  for (const site of sites) {
    for (const lifted of liftToCallers(reading, site)) {
      const fact = toFact(reading, lifted);
      const { start } = fact.provenance.range;
      const place = `${fact.id} ${start.line}:${start.character}`;
      const known = found.get(place);
      if (known === undefined || tiers.indexOf(fact.confidence.tier) < tiers.indexOf(known.confidence.tier))
        found.set(place, fact);
    }
  }
  return [...found.values()];
}
