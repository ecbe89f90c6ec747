import type { FileReading } from '../../define.ts';
import { asObject, asText, valueOfKey } from '../../objects.ts';
import { partOf, type Job, type Step, type Workflow } from '../workflow.ts';
import { expressionsIn } from '../expression.ts';
import { contextText } from '../../apis/github-contexts.ts';
import { defineHazard } from './define.ts';
import { isPrivileged } from './places.ts';

/** A line that ends in the file of variables or of the path. */
const WRITES =
  /^([^\n#]{0,500}?)(?:>>?[ \t]*|\btee[ \t]+(?:-a[ \t]+)?)["']?(?:\$\{?GITHUB_(?:ENV|PATH)\}?|\$\{\{\s?env\.GITHUB_(?:ENV|PATH)\s?\}\}|\$env:GITHUB_(?:ENV|PATH))/gm;

/**
 * Text of others written to where the next steps take their variables from: `LD_PRELOAD` is one.
 * @see https://docs.zizmor.sh/audits/#github-env (2026-11)
 */
export const environmentWritten = defineHazard({
  id: 'environment-written',
  *find(reading, workflow) {
    if (!isPrivileged(workflow)) return;
    for (const job of workflow.jobs)
      for (const step of job.steps) {
        if (step.run === null) continue;
        const text = reading.unit.textOf(step.run);
        const outside = taintedBy(text, namesOfOutsiders(reading, workflow, job, step));
        for (const match of text.matchAll(WRITES)) {
          const written = match[1] ?? '';
          const used = new Set([...written.matchAll(/\$\{?(\w{1,100})/g)].map((each) => each[1]));
          const name = outside.find((each) => used.has(each));
          const isRead = /\$\(\s{0,5}(?:cat|<|jq|head|tail|unzip)\b|^\s*(?:cat|jq)\s/.test(written);
          if (name === undefined && !isRead) continue;
          yield {
            node: partOf(step.run, match.index, match.index + match[0].length),
            subject: job.subject,
            what: name ?? 'a file',
            why:
              name === undefined
                ? 'What a file holds becomes variables of the steps that follow.'
                : `\`${name}\` is written by outsiders, and may have several lines.`,
          };
        }
      }
  },
});

/** Names that lines of a script give a value with one of these in it, one after the other. */
function taintedBy(text: string, names: readonly string[]): readonly string[] {
  const tainted = new Set(names);
  for (const match of text.matchAll(/^[ \t]*(?:export[ \t]+|local[ \t]+)?([A-Za-z_]\w{0,100})=([^\n]{0,1000})/gm)) {
    const [, name = '', value = ''] = match;
    const isOf = [...value.matchAll(/\$\{?(\w{1,100})/g)].some(([, used = '']) => tainted.has(used));
    if (isOf && tainted.size < 200) tainted.add(name);
  }
  return [...tainted];
}

/** Variables of the step that hold what outsiders write. Names are letters, digits and `_`. */
function namesOfOutsiders(reading: FileReading, { root }: Workflow, job: Job, step: Step): readonly string[] {
  return [step.object, job.object, root].flatMap((owner) => {
    const env = asObject(reading, valueOfKey(reading, owner, 'env'));
    return env === null
      ? []
      : [...reading.resolver.entriesOf(env)].flatMap(([name, node]) => {
          const contexts = expressionsIn(asText(reading, node) ?? '').flatMap((each) => each.contexts);
          const isOutside = contexts.some(
            ({ path, isValue, isWhole }) =>
              isValue && path.startsWith('github.') && contextText(path, isWhole) === 'outsider',
          );
          return isOutside && /^\w{1,100}$/.test(name) ? [name] : [];
        });
  });
}
