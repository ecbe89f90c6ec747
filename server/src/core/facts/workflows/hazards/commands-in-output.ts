import { asObject, asText, entryOf, valueOfKey } from '../../objects.ts';
import { defineHazard } from './define.ts';
import { ownersOf } from './places.ts';

const NAME = 'ACTIONS_ALLOW_UNSECURE_COMMANDS';

/**
 * What a step prints may set variables and the path again.
 * @see https://github.blog/changelog/2020-10-01-github-actions-deprecating-set-env-and-add-path-commands/
 */
export const commandsInOutput = defineHazard({
  id: 'commands-in-output',
  *find(reading, workflow) {
    for (const { object, subject } of ownersOf(workflow)) {
      const env = asObject(reading, valueOfKey(reading, object, 'env'));
      if (env === null || asText(reading, valueOfKey(reading, env, NAME))?.toLowerCase() !== 'true') continue;
      yield {
        node: entryOf(reading, env, NAME) ?? env,
        subject,
        what: NAME,
        why: 'Whatever a step prints may set variables of the steps that follow.',
      };
    }
  },
});
