import type { SyntaxNode } from '../../model/syntax.ts';
import { suppressionSite } from '../assurance-site.ts';
import { automationsOf } from '../automations/find-automations.ts';
import { jenkinsCommands } from '../automations/jenkins-commands.ts';
import { readJenkinsCalls } from '../automations/jenkins-blocks.ts';
import { objectsByName, textsOf } from '../automations/texts.ts';
import { checksIn, checkSite, isSwallowed } from '../check-commands.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { itemsAt, objectAt, textAt } from '../kubernetes/manifest.ts';
import { asObject, asText, documentObjects, entryOf, valueOfKey } from '../objects.ts';
import { FILE_SUBJECT } from '../subjects.ts';
import { partOf } from '../workflows/workflow.ts';

const PIPELINES = new Set(['gitlab-ci', 'azure-pipelines', 'circleci', 'tekton', 'argo']);
/** Keys of commands in the syntaxes of these. */
const COMMANDS = ['before_script', 'script', 'after_script', 'bash', 'pwsh', 'powershell', 'run', 'command', 'args'];
/** What around a command says that nothing stops when it fails, or that it never runs. */
const SOFT: readonly (readonly [key: string, value: RegExp])[] = [
  ['allow_failure', /^true$/i],
  ['continueOnError', /^true$/i],
  ['onError', /^continue$/],
];
const OFF: readonly (readonly [key: string, value: RegExp])[] = [
  ['when', /^never$/],
  ['enabled', /^false$/i],
  ['condition', /^(?:false|never\(\))$/i],
];
const CATCHES = new Set(['catchError', 'warnError', 'unstable']);

/** What pipelines of other services run to check a change, and whether its failure stops anything. */
export const pipelineChecks = defineExtractor({
  id: 'pipeline-checks',
  kinds: ['assurance.detection', 'assurance.suppression'],
  languages: ['yaml', 'groovy'],
  *extract(reading) {
    const kinds = new Set(automationsOf(reading).map(({ kind }) => kind.id));
    if (kinds.has('jenkins')) yield* ofJenkins(reading);
    if (![...kinds].some((kind) => PIPELINES.has(kind))) return;
    for (const object of reading.unit.ofKind('object')) yield* ofCommands(reading, object);
    if (kinds.has('gitlab-ci')) for (const root of documentObjects(reading)) yield* ofTemplates(reading, root);
  },
});

function* ofCommands(reading: Reading, object: SyntaxNode): Generator<Site> {
  const found = new Set<string>();
  for (const key of COMMANDS)
    for (const { text, node } of textsOf(reading, valueOfKey(reading, object, key)))
      for (const { name, line } of checksIn(text)) {
        if (found.has(name)) continue;
        found.add(name);
        const isOff = isSaid(reading, object, OFF);
        const isSoft = isSwallowed(line) || isSaid(reading, object, SOFT);
        yield checkSite(name, isOff ? '0' : isSoft ? '1' : '2', node);
      }
}

/** Of the object of a command, or of what is around it. */
function isSaid(reading: Reading, object: SyntaxNode, rows: typeof SOFT): boolean {
  for (let at: SyntaxNode | null = object; at !== null; at = at.parent) {
    const owner = at;
    if (owner.kind !== 'object') continue;
    if (rows.some(([key, value]) => value.test(asText(reading, valueOfKey(reading, owner, key)) ?? ''))) return true;
  }
  return false;
}

function* ofJenkins(reading: Reading): Generator<Site> {
  const { text, root } = reading.unit.tree;
  for (const { name, texts, around, args, start, end } of readJenkinsCalls(text)) {
    if (!jenkinsCommands.has(name)) continue;
    const isSoft = around.some((block) => CATCHES.has(block)) || /\breturnStatus\s*:\s*true/.test(args);
    for (const check of checksIn(texts.map((each) => each.text).join('\n')))
      yield checkSite(check.name, isSoft || isSwallowed(check.line) ? '1' : '2', partOf(root, start, end));
  }
}

/** Scanners that GitLab brings along, and the variables that begin with their names. @see https://docs.gitlab.com/user/application_security/ (18.6) */
const SCANNERS: readonly (readonly [template: RegExp, name: string, variable: string])[] = [
  [/(?:^|\/)sast-?iac\b/i, 'the scan of infrastructure', 'SAST'],
  [/(?:^|\/)sast\b/i, 'the scan of code', 'SAST'],
  [/(?:^|\/)secret-detection\b/i, 'the scan for secrets', 'SECRET_DETECTION'],
  [/(?:^|\/)dependency-scanning\b/i, 'the scan of dependencies', 'DEPENDENCY_SCANNING'],
  [/(?:^|\/)container-scanning\b/i, 'the scan of containers', 'CONTAINER_SCANNING'],
  [/(?:^|\/)(?:dast|coverage-fuzzing|api-fuzzing)\b/i, 'the scan of what runs', 'DAST'],
];
const LEFT_OUT = /^(SAST|DS|SECRET_DETECTION|CS|DAST)_EXCLUDED_(?:PATHS|ANALYZERS)$/;
/** What nobody scans anyway. */
const USUAL = /^(?:\*\*\/)?(?:specs?|tests?|tmp|vendor|node_modules|dist|build|docs?)(?:\/.*)?$/;

function* ofTemplates(reading: Reading, root: SyntaxNode): Generator<Site> {
  const variables = new Map(
    objectsByValue(reading, objectAt(reading, root, 'variables')).map((each) => [each.name, each]),
  );
  const one = asObject(reading, valueOfKey(reading, root, 'include'));
  for (const item of one === null ? itemsAt(reading, root, 'include') : [one])
    for (const key of ['template', 'component']) {
      const template = (textAt(reading, item, key) ?? '').replace(/@.*$/, '');
      const row = SCANNERS.find(([pattern]) => pattern.test(template));
      if (row === undefined) continue;
      const [, name, variable] = row;
      const isOff = /^(?:true|1)$/i.test(variables.get(`${variable}_DISABLED`)?.text ?? '');
      yield checkSite(name, isOff ? '0' : '2', entryOf(reading, item, key) ?? item);
    }
  for (const { name, text, node } of variables.values()) {
    if (!LEFT_OUT.test(name)) continue;
    for (const of of text.split(/[\s,]+/).filter((word) => word !== '' && !USUAL.test(word)))
      yield suppressionSite(node, { tool: 'GitLab', of, scope: 'project' }, FILE_SUBJECT);
  }
}

interface Variable {
  readonly name: string;
  readonly text: string;
  readonly node: SyntaxNode;
}

function objectsByValue(reading: Reading, variables: SyntaxNode | null): readonly Variable[] {
  if (variables === null) return [];
  const withMore = objectsByName(reading, variables).flatMap(({ name, object, node }): readonly Variable[] => {
    const text = textAt(reading, object, 'value');
    return text === null ? [] : [{ name, text, node }];
  });
  const plain = [...reading.resolver.entriesOf(variables)].flatMap(([name, node]): readonly Variable[] => {
    const text = asText(reading, node);
    return text === null ? [] : [{ name, text, node: node.parent?.kind === 'entry' ? node.parent : node }];
  });
  return [...withMore, ...plain];
}
