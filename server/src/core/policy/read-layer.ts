import type * as z from 'zod';
import type {
  AttentionSettings,
  GateSettings,
  Layer,
  LayerName,
  Obligation,
  Policy,
  PolicyException,
  Rule,
  RuleMatch,
  TeamPattern,
  TeamTables,
  PrivacySettings,
} from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import { type IndexedRule, checkFloorPlaces, checkIds, checkMatch, checkPatternIds } from './check-rules.ts';
import { checkShape } from './check-shape.ts';
import type { Vocabulary } from './check-words.ts';
import { governedRules } from './governed.ts';
import { mayHaveFloors } from './layers.ts';
import { matchesField } from './match.ts';
import { readTables } from './read-tables.ts';
import {
  type KnownYaml,
  type YamlFile,
  knownYaml,
  lineOf,
  lineOfRow,
  locateKey,
  readYaml,
  toProblem,
} from './read-yaml.ts';
import type { PackageReference } from './references.ts';
import { type PolicyFile, exceptionSchema, policySchema, ruleSchema } from './schema.ts';
import { type MatchFile, matchSchema } from './schema-match.ts';

export type { Vocabulary } from './check-words.ts';

export interface PolicySource {
  /** As shown to people and recorded: `.countersign/policy.yaml`, `countersign:recommended`. */
  readonly file: string;
  readonly text: string;
  /** Of a shipped file. */
  readonly known?: KnownYaml;
}

export interface LayerSettings
  extends
    Partial<Pick<Policy, 'mode' | 'roles' | 'roleOrder' | 'ignore' | 'owners' | 'governedBy' | 'gate' | 'attention'>>,
    TeamTables {
  readonly until?: string;
  /** What it names; the rest is as layers before it say. */
  readonly privacy?: Partial<PrivacySettings>;
}

/** One file, read as far as it can be understood: what is wrong is left out and is a problem. */
export interface ReadLayer {
  readonly layer: Layer;
  readonly extends: readonly (string | PackageReference)[];
  readonly settings: LayerSettings;
  /** For each rule and exception of the layer, where it stands in the file's list. */
  readonly rows: { readonly rules: readonly number[]; readonly exceptions: readonly number[] };
  readonly yaml: YamlFile;
  readonly problems: readonly Problem[];
}

/** `folder`: where it applies, when it is not everywhere. */
export function readLayer(source: PolicySource, name: LayerName, vocabulary: Vocabulary, folder?: string): ReadLayer {
  const { file, text, known } = source;
  const { yaml, problems } =
    known === undefined ? readYaml(file, text) : { yaml: knownYaml(file, text, known), problems: [] };
  const scope = folder === undefined ? {} : { folder };
  if (problems.length > 0) {
    const layer = { name, title: source.file, ...scope, rules: [], hold: [] };
    return { layer, extends: [], settings: {}, rows: { rules: [], exceptions: [] }, yaml, problems };
  }
  const where = toMatch(readPart(yaml, 'where') ?? {}, {});
  const rules = readList(yaml, 'rules').flatMap((data, index) => toRule(yaml, data, index, where, name));
  const exceptions = readList(yaml, 'exceptions').flatMap((data, index) => toException(yaml, data, index, where));
  const hold = readList(yaml, 'hold').flatMap((data) => {
    const parsed = matchSchema.safeParse(data);
    return parsed.success ? [toMatch(parsed.data, where)] : [];
  });
  const settings = readSettings(yaml, name, rules);
  const governed =
    settings.governedBy === undefined ? [] : governedRules(settings.governedBy, placeOf(yaml, 'governedBy'));
  const own = rules.flatMap(({ rule }) => (rule.match.pattern === undefined ? [] : [rule.id]));
  const words = { ...vocabulary, teamDetectors: [...(vocabulary.teamDetectors ?? []), ...own] };
  return {
    layer: {
      name,
      title: readPart(yaml, 'title') ?? source.file,
      ...scope,
      rules: [...rules.map(({ rule }) => rule), ...governed],
      hold,
      ...(exceptions.length === 0 ? {} : { exceptions: exceptions.map(({ exception }) => exception) }),
    },
    extends: readPart(yaml, 'extends') ?? [],
    settings,
    rows: { rules: rules.map(({ index }) => index), exceptions: exceptions.map(({ index }) => index) },
    yaml,
    problems: [
      ...checkShape(yaml),
      ...checkMatch(yaml, ['where'], readPart(yaml, 'where') ?? {}, words),
      ...(['rules', 'exceptions'] as const).flatMap((list) =>
        readList(yaml, list).flatMap((data, index) => checkMatch(yaml, [list, index, 'match'], matchOf(data), words)),
      ),
      ...readList(yaml, 'hold').flatMap((data, index) => checkMatch(yaml, ['hold', index], data, words)),
      ...checkIds(yaml, rules),
      ...checkPatternIds(yaml, rules, vocabulary.detectors),
      ...checkFloorPlaces(yaml, name, readList(yaml, 'rules')),
      ...(name === 'folder' ? checkFolderKeys(yaml) : []),
    ],
  };
}

/** What holds for a whole repository cannot be said for a part of it. */
function checkFolderKeys(yaml: YamlFile): readonly Problem[] {
  const keys = ['mode', 'until', 'roles', 'roleOrder', 'governedBy', 'privacy', 'attention', 'ignore', 'dataClasses', 'guards', 'vendors', 'sinks', 'wrappers']; // prettier-ignore
  return keys.flatMap((key) =>
    hasKey(yaml, key)
      ? [toProblem(yaml, 'CS1024', `"${key}" has no effect in the policy of a folder.`, locateKey(yaml, [], key))]
      : [],
  );
}

function hasKey({ data }: YamlFile, key: string): boolean {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, key);
}

/** A part of the file that is well-formed by itself, though another may not be. */
function readPart<K extends keyof PolicyFile>(yaml: YamlFile, key: K): PolicyFile[K] | undefined {
  if (!hasKey(yaml, key)) return undefined;
  const schema = policySchema.shape[key] as unknown as z.ZodType<PolicyFile[K]>;
  const parsed = schema.safeParse((yaml.data as Record<string, unknown>)[key]);
  return parsed.success ? parsed.data : undefined;
}

function readList({ data }: YamlFile, key: 'rules' | 'hold' | 'exceptions'): readonly unknown[] {
  const list: unknown = typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[key] : undefined;
  return Array.isArray(list) ? list : [];
}

function readSettings(yaml: YamlFile, name: LayerName, rules: readonly IndexedRule[]): LayerSettings {
  const owners = (readPart(yaml, 'owners') ?? []).map(({ path, role }) => ({ path: toList(path), role }));
  const shared = {
    ...(owners.length === 0 ? {} : { owners }),
    ...patternsOf(rules),
  };
  if (name === 'folder') return shared;
  const mode = readPart(yaml, 'mode');
  const until = readPart(yaml, 'until');
  const roles = readPart(yaml, 'roles');
  const roleOrder = readPart(yaml, 'roleOrder');
  const privacy = readPart(yaml, 'privacy');
  const ignore = readPart(yaml, 'ignore');
  const governedBy = readPart(yaml, 'governedBy');
  const gate = readPart(yaml, 'gate');
  const attention = readPart(yaml, 'attention');
  return {
    ...shared,
    ...(mode === undefined ? {} : { mode }),
    ...(until === undefined ? {} : { until }),
    ...(roles === undefined ? {} : { roles }),
    ...(roleOrder === undefined ? {} : { roleOrder }),
    ...(privacy === undefined ? {} : { privacy: JSON.parse(JSON.stringify(privacy)) as Partial<PrivacySettings> }),
    ...(ignore === undefined ? {} : { ignore }),
    ...(governedBy === undefined || !mayHaveFloors(name) ? {} : { governedBy }),
    // A pack decides nothing about whose word counts.
    ...(gate === undefined || !mayHaveFloors(name) ? {} : { gate: JSON.parse(JSON.stringify(gate)) as GateSettings }),
    ...(attention === undefined ? {} : { attention: JSON.parse(JSON.stringify(attention)) as AttentionSettings }),
    ...readTables(yaml.data),
  };
}

function patternsOf(rules: readonly IndexedRule[]): Pick<TeamTables, 'patterns'> {
  const patterns = rules.flatMap(({ rule: { id, match, message } }): readonly TeamPattern[] =>
    match.pattern === undefined
      ? []
      : [
          {
            id,
            patterns: match.pattern,
            languages: match.language ?? [],
            message: message ?? null,
            tellsRemovals: matchesField('change', match.change ?? [], ['removed']),
          },
        ],
  );
  return patterns.length === 0 ? {} : { patterns };
}

function matchOf(rule: unknown): unknown {
  return typeof rule === 'object' && rule !== null && 'match' in rule ? rule.match : null;
}

function toRule(
  yaml: YamlFile,
  data: unknown,
  index: number,
  where: RuleMatch,
  name: LayerName,
): readonly IndexedRule[] {
  const parsed = ruleSchema.safeParse(data);
  if (!parsed.success) return [];
  const { match, obligation, presence, floor, message } = parsed.data;
  const id = parsed.data.id ?? `${yaml.file}#${index + 1}`;
  const rule: Rule = {
    id,
    match: withOwnFinding(id, toMatch(match, where)),
    obligation: toObligation(obligation),
    ...(presence === true ? { presence } : {}),
    ...(floor === true && mayHaveFloors(name) ? { floor } : {}),
    ...(message === undefined ? {} : { message }),
    source: { file: yaml.file, line: lineOfRow(yaml, 'rules', index) },
  };
  return [{ index, rule }];
}

/** A rule that looks for code is about what it found; unless it says more, about what is new. */
function withOwnFinding(id: string, match: RuleMatch): RuleMatch {
  return match.pattern === undefined ? match : { change: ['added'], ...match, detector: [id] };
}

function toException(
  yaml: YamlFile,
  data: unknown,
  index: number,
  where: RuleMatch,
): readonly { readonly index: number; readonly exception: PolicyException }[] {
  const parsed = exceptionSchema.safeParse(data);
  if (!parsed.success) return [];
  const { id = `${yaml.file}#exception-${index + 1}`, match, obligation, reason, role, until } = parsed.data;
  const exception = {
    id,
    match: toMatch(match, where),
    obligation: obligation === undefined ? ({ kind: 'acknowledge' } as const) : toObligation(obligation),
    reason,
    role,
    until,
    source: { file: yaml.file, line: lineOfRow(yaml, 'exceptions', index) },
  };
  return [{ index, exception }];
}

function toMatch(match: MatchFile, where: RuleMatch): RuleMatch {
  const fields = Object.entries(match).map(
    ([field, value]) => [field, value === undefined ? value : toList(value)] as const,
  );
  return { ...where, ...Object.fromEntries(fields.filter(([, value]) => value !== undefined)) };
}

function toList(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

function toObligation(obligation: z.infer<typeof ruleSchema>['obligation']): Obligation {
  return typeof obligation === 'string' ? { kind: obligation } : { kind: 'approve', role: obligation.approve };
}

function placeOf(yaml: YamlFile, key: string): Rule['source'] {
  return { file: yaml.file, line: lineOf(yaml, locateKey(yaml, [], key)) };
}
