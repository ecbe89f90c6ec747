import type * as z from 'zod';
import type { GateSettings, Layer, LayerName, Obligation, Policy, RuleMatch, TeamDataClass } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import { type IndexedRule, checkIds, checkMatch, checkRoles } from './check-rules.ts';
import { checkShape } from './check-shape.ts';
import { type YamlFile, lineOf, locateValue, readYaml } from './read-yaml.ts';
import { type MatchFile, type PolicyFile, dataClassSchema, matchSchema, policySchema, ruleSchema } from './schema.ts';

export interface PolicySource {
  /** As shown to people and recorded: `.countersign/policy.yaml`, `countersign:recommended`. */
  readonly file: string;
  readonly text: string;
}

/** One file, read as far as it can be understood: what is wrong is left out and is a problem. */
export interface ReadLayer {
  readonly layer: Layer;
  readonly extends: readonly string[];
  readonly settings: Partial<Pick<Policy, 'mode' | 'roles' | 'roleOrder' | 'privacy' | 'ignore' | 'dataClasses' | 'gate'>>;
  readonly yaml: YamlFile;
  readonly problems: readonly Problem[];
}

/** `detectors` are the ids a rule may name; empty: not checked. */
export function readLayer(source: PolicySource, name: LayerName, detectors: readonly string[]): ReadLayer {
  const { yaml, problems } = readYaml(source.file, source.text);
  if (problems.length > 0) {
    return { layer: { name, title: source.file, rules: [], hold: [] }, extends: [], settings: {}, yaml, problems };
  }
  const where = toMatch(readPart(yaml, 'where') ?? {}, {});
  const rules = readList(yaml, 'rules').flatMap((data, index) => toRule(yaml, data, index, where));
  const hold = readList(yaml, 'hold').flatMap((data) => {
    const parsed = matchSchema.safeParse(data);
    return parsed.success ? [toMatch(parsed.data, where)] : [];
  });
  const settings = readSettings(yaml);
  return {
    layer: { name, title: readPart(yaml, 'title') ?? source.file, rules: rules.map(({ rule }) => rule), hold },
    extends: readPart(yaml, 'extends') ?? [],
    settings,
    yaml,
    problems: [
      ...checkShape(yaml),
      ...checkMatch(yaml, ['where'], readPart(yaml, 'where') ?? {}, detectors),
      ...readList(yaml, 'rules').flatMap((data, index) =>
        checkMatch(yaml, ['rules', index, 'match'], matchOf(data), detectors),
      ),
      ...readList(yaml, 'hold').flatMap((data, index) => checkMatch(yaml, ['hold', index], data, detectors)),
      ...checkIds(yaml, rules),
      ...checkRoles(yaml, rules, settings.roles ?? {}),
    ],
  };
}

/** A part of the file that is well-formed by itself, though another may not be. */
function readPart<K extends keyof PolicyFile>({ data }: YamlFile, key: K): PolicyFile[K] | undefined {
  if (typeof data !== 'object' || data === null || !(key in data)) return undefined;
  const schema = policySchema.shape[key] as unknown as z.ZodType<PolicyFile[K]>;
  const parsed = schema.safeParse((data as Record<string, unknown>)[key]);
  return parsed.success ? parsed.data : undefined;
}

function readList({ data }: YamlFile, key: 'rules' | 'hold' | 'dataClasses'): readonly unknown[] {
  const list: unknown = typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[key] : undefined;
  return Array.isArray(list) ? list : [];
}

function readSettings(yaml: YamlFile): ReadLayer['settings'] {
  const mode = readPart(yaml, 'mode');
  const roles = readPart(yaml, 'roles');
  const roleOrder = readPart(yaml, 'roleOrder');
  const privacy = readPart(yaml, 'privacy');
  const ignore = readPart(yaml, 'ignore');
  const gate = readPart(yaml, 'gate');
  const dataClasses = readDataClasses(yaml);
  return {
    ...(mode === undefined ? {} : { mode }),
    ...(roles === undefined ? {} : { roles }),
    ...(roleOrder === undefined ? {} : { roleOrder }),
    ...(privacy === undefined ? {} : { privacy: { recordPrompts: privacy.recordPrompts ?? 'hash' } }),
    ...(ignore === undefined ? {} : { ignore }),
    ...(gate === undefined ? {} : { gate: JSON.parse(JSON.stringify(gate)) as GateSettings }),
    ...(dataClasses.length === 0 ? {} : { dataClasses }),
  };
}

/** Those that are well-formed, whatever the others are. */
function readDataClasses(yaml: YamlFile): readonly TeamDataClass[] {
  return readList(yaml, 'dataClasses').flatMap((data) => {
    const parsed = dataClassSchema.safeParse(data);
    return parsed.success ? [JSON.parse(JSON.stringify(parsed.data)) as TeamDataClass] : [];
  });
}

function matchOf(rule: unknown): unknown {
  return typeof rule === 'object' && rule !== null && 'match' in rule ? rule.match : null;
}

function toRule(yaml: YamlFile, data: unknown, index: number, where: RuleMatch): readonly IndexedRule[] {
  const parsed = ruleSchema.safeParse(data);
  if (!parsed.success) return [];
  const { id, match, obligation } = parsed.data;
  const rule = {
    id: id ?? `${yaml.file}#${index + 1}`,
    match: toMatch(match, where),
    obligation: toObligation(obligation),
    source: { file: yaml.file, line: lineOf(yaml, locateValue(yaml, ['rules', index])) },
  };
  return [{ index, rule }];
}

function toMatch(match: MatchFile, where: RuleMatch): RuleMatch {
  const fields = Object.entries(match).map(
    ([field, value]) => [field, typeof value === 'string' ? [value] : value] as const,
  );
  return { ...where, ...Object.fromEntries(fields.filter(([, value]) => value !== undefined)) };
}

function toObligation(obligation: z.infer<typeof ruleSchema>['obligation']): Obligation {
  return typeof obligation === 'string' ? { kind: obligation } : { kind: 'approve', role: obligation.approve };
}
