import { bareExpression, expressionsIn } from '../expression.ts';
import { defineHazard } from './define.ts';
import { conditionsOf } from './places.ts';

/** Who acted last on a pull request; its author is somebody else. */
const ACTORS = /^github\.(?:actor|triggering_actor|event\.sender\.login|actor_id|event\.sender\.id)$/;
/** What an author of a pull request decides nothing about: then the condition holds for nobody else. */
const BOT = /[\w-]+\[bot\]|\b(?:49699333|29139614|27856297|41898282)\b/;

/**
 * A condition that a bot acted. Whoever opens a pull request can have a bot act on it last, and the actor is that bot then.
 * @see https://docs.zizmor.sh/audits/#bot-conditions (2026-11), whose events are these
 */
export const spoofableCondition = defineHazard({
  id: 'spoofable-condition',
  *find(reading, workflow) {
    if (
      !workflow.triggers.some(({ event }) =>
        /^(?:pull_request|pull_request_target|workflow_run|issue_comment|workflow_call)$/.test(event),
      )
    )
      return;
    for (const { node, text, subject } of conditionsOf(reading, workflow)) {
      if (!BOT.test(text) || /!=|!\s*contains/.test(text)) continue;
      const found = text.includes('${{') ? expressionsIn(text) : [bareExpression(text)];
      const actor = found.flatMap(({ contexts }) => contexts).find(({ path }) => ACTORS.test(path));
      // The author of the pull request is asked about as well.
      const asksAuthor = /pull_request\.user\.login|pull_request\.head\.repo|issue\.user\.login/.test(text);
      if (actor === undefined || asksAuthor) continue;
      yield {
        node,
        subject,
        what: actor.path,
        why: `\`${actor.path}\` is whoever acted last, not who opened the pull request.`,
      };
    }
  },
});
