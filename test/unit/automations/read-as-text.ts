import { readAutomations, toVersion } from '../../../server/src/core/verbs.ts';
import type { Automation, AutomationPart } from '../../../server/src/core/model/inventory.ts';
import { engine } from '../facts/facts-of.ts';

const cancel = { isCancelled: () => false, pause: () => Promise.resolve() };

export function automationsIn(path: string, text: string) {
  return readAutomations(path, toVersion(text), { engine, cancel });
}

/** One line a part, with its 1-based line. */
export async function readAsText(path: string, text: string): Promise<string> {
  const { automations, failures } = await automationsIn(path, text);
  return [...automations.map(toText), ...failures.map(({ stage, message }) => `failed: ${stage}: ${message}\n`)].join(
    '\n',
  );
}

function toText(found: Automation): string {
  const part = (what: string, { name, detail, range }: AutomationPart, ...more: readonly string[]): string =>
    `  ${what} ${JSON.stringify(name)}${more.map((each) => ` ${each}`).join('')}${detail === undefined ? '' : ` (${detail})`} :${range.start.line + 1}`;
  return [
    `${found.kind} ${JSON.stringify(found.name)} :${found.range.start.line + 1}`,
    ...(found.owner === undefined ? [] : [`  owner ${found.owner}`]),
    ...(found.purpose === undefined ? [] : [`  purpose ${found.purpose}`]),
    ...found.triggers.map((each) => part('trigger', each, each.type, `by ${each.by}`)),
    ...found.steps.map((each) => part('step', each)),
    ...found.identities.map((each) =>
      part('as', each, each.type, each.lifetime, ...each.grants.map((grant) => `[${grant}]`)),
    ),
    ...found.connectors.map((each) => part('talks to', each)),
    ...found.models.map((each) => part('model', each)),
    ...found.tools.map((each) => part('tool', each)),
    ...found.approvals.map((each) => part('approval', each)),
    ...found.gaps.map((each) => `  gap ${each}`),
    '',
  ].join('\n');
}
