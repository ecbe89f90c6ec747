import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { itemsAt, objectAt, textAt } from '../kubernetes/manifest.ts';
import { asObject, asText, asTexts, entryOf, valueOfKey } from '../objects.ts';
import type { FoundApproval } from './define.ts';

/** Templates of templates, and files that one pipeline takes in: both may go in circles. */
const MAX_DEPTH = 8;
const MAX_FILES = 20;

interface ExtendingJob {
  readonly name: string;
  readonly object: SyntaxNode;
  readonly node: SyntaxNode;
  readonly subject: Subject;
}

/** What holds a job up: its own words, and what the templates that it extends say where it says nothing. */
export function gitlabApprovals(reading: FileReading, root: SyntaxNode, job: ExtendingJob): readonly FoundApproval[] {
  const own = ownApprovals(reading, job);
  const node = entryOf(reading, job.object, 'extends') ?? job.node;
  const inherited = fromTemplates(reading, root, job.object, 0).map((gate): FoundApproval => ({
    ...toApproval(gate),
    node,
    subject: job.subject,
  }));
  return merged(reading, job.object, own, inherited);
}

interface Gate {
  readonly name: string;
  readonly environment: boolean;
}

function toApproval({ name, environment }: Gate): Pick<FoundApproval, 'name' | 'detail' | 'environment'> {
  return environment ? { name, detail: 'by the rules of the environment', environment } : { name };
}

/** Own words take the place of the template's: `when` and `rules` of its start, `environment` of its environment. */
function merged<One extends { readonly environment?: boolean }>(
  reading: FileReading,
  object: SyntaxNode,
  own: readonly One[],
  inherited: readonly One[],
): readonly One[] {
  const says = (key: string): boolean => valueOfKey(reading, object, key) !== null;
  const rest = inherited.filter(({ environment }) =>
    environment === true ? !says('environment') : !says('when') && !says('rules'),
  );
  return [...own, ...rest];
}

function fromTemplates(reading: FileReading, root: SyntaxNode, object: SyntaxNode, depth: number): readonly Gate[] {
  if (depth > MAX_DEPTH) return [];
  // The last template that says it counts.
  for (const { text } of asTexts(reading, valueOfKey(reading, object, 'extends')).toReversed()) {
    const template = objectAt(reading, root, text);
    const gates =
      template === null
        ? fromIncluded(reading, root, text)
        : merged(reading, template, gatesOf(reading, template), fromTemplates(reading, root, template, depth + 1));
    if (gates.length > 0) return gates;
  }
  return [];
}

function fromIncluded(reading: FileReading, root: SyntaxNode, name: string): readonly Gate[] {
  for (const path of localIncludes(reading, root)) {
    const found = reading.workspace.find([path], templateName(name));
    if (found?.kind === 'value' && found.value.kind === 'text')
      return found.value.text.split('\n').flatMap((line) => {
        const parts = /^(gate|environment) (.+)$/.exec(line);
        return parts === null ? [] : [{ name: parts[2]!, environment: parts[1] === 'environment' }];
      });
  }
  return [];
}

/** Files of the same repository that the pipeline takes in, by their paths in it; patterns are left out. */
function localIncludes(reading: FileReading, root: SyntaxNode): readonly string[] {
  const given = valueOfKey(reading, root, 'include');
  if (given === null) return [];
  const one = asObject(reading, given);
  const objects = one === null ? itemsAt(reading, root, 'include') : [one];
  const named = [
    ...asTexts(reading, given).map(({ text }) => text),
    ...objects.flatMap((item) => textAt(reading, item, 'local') ?? []),
  ];
  const paths = named
    .filter((text) => !/^https?:|[*$]/.test(text))
    .map((text) => text.replace(/^\/+/, ''))
    .filter((path) => path !== reading.unit.path && !path.split('/').includes('..'));
  return [...new Set(paths)].slice(0, MAX_FILES);
}

/** What a summary calls a template: no name of a program has a blank. */
function templateName(name: string): string {
  return `template ${name}`;
}

/** Templates of a pipeline's file with what holds up who extends them, for files that take it in. */
export function gitlabTemplates(
  reading: FileReading,
  root: SyntaxNode,
  jobs: readonly ExtendingJob[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { name, object } of jobs) {
    const gates = merged(reading, object, gatesOf(reading, object), fromTemplates(reading, root, object, 0));
    if (gates.length === 0) continue;
    const lines = gates.map((gate) => `${gate.environment ? 'environment' : 'gate'} ${gate.name}`);
    found.set(templateName(name), lines.join('\n'));
  }
  return found;
}

function gatesOf(reading: FileReading, object: SyntaxNode): readonly Gate[] {
  const { manual, environment } = wordsOf(reading, object);
  return [
    ...(manual === null ? [] : [{ name: 'a manual start', environment: false }]),
    ...(environment === null ? [] : [{ name: environment, environment: true }]),
  ];
}

function ownApprovals(reading: FileReading, { object, node, subject }: ExtendingJob): readonly FoundApproval[] {
  const { manual, environment } = wordsOf(reading, object);
  const found: FoundApproval[] = [];
  if (manual !== null) found.push({ name: 'a manual start', node: manual, subject });
  if (environment !== null)
    found.push({
      ...toApproval({ name: environment, environment: true }),
      node: entryOf(reading, object, 'environment') ?? node,
      subject,
    });
  return found;
}

/** Where it says that a person starts it, and the environment that it names. */
function wordsOf(
  reading: FileReading,
  object: SyntaxNode,
): { readonly manual: SyntaxNode | null; readonly environment: string | null } {
  const isManual = textAt(reading, object, 'when') === 'manual';
  const rule = itemsAt(reading, object, 'rules').find((each) => textAt(reading, each, 'when') === 'manual');
  const given = valueOfKey(reading, object, 'environment');
  return {
    manual: isManual ? (entryOf(reading, object, 'when') ?? object) : (rule ?? null),
    environment: asText(reading, given) ?? textAt(reading, asObject(reading, given), 'name'),
  };
}
