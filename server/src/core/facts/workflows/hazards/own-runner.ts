import { asObject, asTexts, entryOf, valueOfKey } from '../../objects.ts';
import { matrixTexts } from '../matrix.ts';
import { defineHazard } from './define.ts';

const OUTSIDE =
  /^(?:pull_request|pull_request_target|issue_comment|issues|discussion|discussion_comment|workflow_run|fork|watch)$/;

/**
 * A machine of one's own, which is not thrown away after the job and stands in one's network: worst where outsiders can start something on it.
 * @see https://docs.github.com/actions/reference/security/secure-use#hardening-for-self-hosted-runners (2026-11)
 */
export const ownRunner = defineHazard({
  id: 'own-runner',
  *find(reading, { jobs, triggers }) {
    const event = triggers.find((each) => OUTSIDE.test(each.event))?.event;
    for (const job of jobs) {
      const { object, subject } = job;
      const given = valueOfKey(reading, object, 'runs-on');
      const own = asObject(reading, given);
      const labels = asTexts(reading, own === null ? given : valueOfKey(reading, own, 'labels'));
      const all = labels.flatMap(({ text, node: at }) => matrixTexts(reading, job, text, at));
      if (!all.some(({ text }) => text === 'self-hosted')) continue;
      const node = entryOf(reading, object, 'runs-on') ?? object;
      yield {
        node,
        subject,
        what: event === undefined ? 'self-hosted' : 'self-hosted, for outsiders',
        why:
          event === undefined
            ? 'The job runs on a machine of yours.'
            : `The job runs on a machine of yours, and \`${event}\` lets outsiders start it.`,
      };
    }
  },
});
