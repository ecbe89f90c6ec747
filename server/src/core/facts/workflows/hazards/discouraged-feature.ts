import { asObject, asText, entryOf, valueOfKey } from '../../objects.ts';
import { inputOf, WORKFLOW } from '../workflow.ts';
import { defineHazard } from './define.ts';

/**
 * What the platform or the action itself advises against: a shell that nobody can analyse, packages put into the machine's Python.
 * @see https://docs.zizmor.sh/audits/#misfeature (2026-11)
 */
export const discouragedFeature = defineHazard({
  id: 'discouraged-feature',
  *find(reading, { root, jobs }) {
    const owners = [
      { object: shellDefaults(root), subject: WORKFLOW },
      ...jobs.flatMap(({ object, steps, subject }) =>
        [shellDefaults(object), ...steps.map((step) => step.object)].map((each) => ({ object: each, subject })),
      ),
    ];
    for (const { object, subject } of owners) {
      const shell = object === null ? null : asText(reading, valueOfKey(reading, object, 'shell'));
      if (object === null || shell === null || !/^cmd(?:\.exe)?(?:\s|$)/i.test(shell.trim())) continue;
      yield {
        node: entryOf(reading, object, 'shell') ?? object,
        subject,
        what: 'cmd',
        why: 'What cmd makes of a script is written nowhere.',
      };
    }
    for (const { steps, subject } of jobs)
      for (const step of steps) {
        if (step.action !== 'actions/setup-python' || inputOf(reading, step, 'pip-install') === null) continue;
        yield {
          node: entryOf(reading, step.with!, 'pip-install') ?? step.node,
          subject,
          what: 'pip-install',
          why: 'The packages go into the Python of the machine, held by no lock.',
        };
      }

    function shellDefaults(owner: typeof root): typeof root | null {
      const defaults = asObject(reading, valueOfKey(reading, owner, 'defaults'));
      return defaults === null ? null : asObject(reading, valueOfKey(reading, defaults, 'run'));
    }
  },
});
