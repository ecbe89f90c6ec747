import type { Fact } from '../model/fact.ts';
import type { Automation, AutomationPart } from '../model/inventory.ts';
import { groupBy } from '../text/group-by.ts';
import { directoryOf } from '../text/path.ts';

/** An automation with what was read around it. */
interface Placed {
  readonly automation: Automation;
  readonly files: readonly string[];
  readonly facts: readonly Fact[];
}

/** Files of one crew are one row, that of the program which reads them where it stands beside them. Parts of other files stand at its name. */
export function joinCrews<One extends Placed>(all: readonly One[]): readonly One[] {
  const folders = groupBy(
    all.filter(({ automation }) => automation.kind === 'crewai-files'),
    ({ automation }) => directoryOf(automation.path),
  );
  if (folders.size === 0) return all;
  const joined = new Map<One, One | null>();
  for (const [folder, files] of folders) {
    const around = new Set([folder, directoryOf(folder)]);
    const programs = all.filter(
      ({ automation }) => automation.kind === 'crewai' && around.has(directoryOf(automation.path)),
    );
    // Of several programs nobody can tell whose they are.
    const inOrder = files.toSorted((a, b) => Number(hasTasks(b)) - Number(hasTasks(a)));
    const holder = programs.length === 1 ? programs[0]! : inOrder[0]!;
    for (const file of files) joined.set(file, null);
    joined.set(
      holder,
      inOrder.reduce((one, file) => (file === holder ? one : withFile(one, file)), holder),
    );
  }
  return all.flatMap((each) => {
    const found = joined.get(each);
    return found === undefined ? [each] : found === null ? [] : [found];
  });
}

function hasTasks({ automation }: Placed): boolean {
  return automation.steps.some(({ detail }) => detail?.startsWith('by ') === true);
}

function withFile<One extends Placed>(one: One, file: One): One {
  const { automation: own } = one;
  const { automation: other } = file;
  const at = <Part extends AutomationPart>(parts: readonly Part[], known: readonly Part[]): readonly Part[] => {
    const names = new Set(known.map(({ name }) => name));
    return [...known, ...parts.filter(({ name }) => !names.has(name)).map((part) => ({ ...part, range: own.range }))];
  };
  const automation: Automation = {
    ...own,
    steps: stepsOf(own, other),
    identities: at(other.identities, own.identities),
    models: at(other.models, own.models),
    tools: at(other.tools, own.tools),
    approvals: [...own.approvals, ...other.approvals.map((part) => ({ ...part, range: own.range }))],
  };
  return {
    ...one,
    automation,
    files: [...new Set([...one.files, ...file.files])],
    facts: [...one.facts, ...file.facts],
  };
}

/** What is said of a task is added to the step of its name, and what is said of an agent to the steps that it does. */
function stepsOf(own: Automation, other: Automation): readonly AutomationPart[] {
  const said = new Map(other.steps.map(({ name, detail }) => [name, detail]));
  const used = new Set<string>();
  const steps = own.steps.map((step) => {
    const agent = /^by ([^,]*)/.exec(step.detail ?? '')?.[1] ?? '';
    const more = [step.name, agent].flatMap((name) => {
      if (!said.has(name)) return [];
      used.add(name);
      const detail = said.get(name);
      return detail === undefined || step.detail?.includes(detail) === true ? [] : [detail];
    });
    return more.length === 0
      ? step
      : { ...step, detail: [...(step.detail === undefined ? [] : [step.detail]), ...more].join(', ') };
  });
  const rest = other.steps.filter(({ name }) => !used.has(name)).map((step) => ({ ...step, range: own.range }));
  return [...steps, ...rest];
}
