import type { HookVerdict } from '../core/model/hook.ts';

const maxReasons = 8;
/** Characters of a file that an agent is asked to write. */
const maxWanted = 100_000;

/** What an agent is told: what was held, whether anything was written, and what to do now. */
export const refusal = {
  unclear: (why: string): HookVerdict =>
    denied(`Countersign did not let this call through. ${why} Nothing was written.`),
  queued: (reasons: readonly string[]): HookVerdict =>
    denied(
      `Countersign holds this edit for a person's review, and nobody is there to ask. Nothing was written.\n${list(reasons)}\n` +
        `It waits in the review queue. ${goOn}`,
    ),
  unqueued: (reasons: readonly string[]): HookVerdict =>
    denied(
      `Countersign holds this edit for a person's review, and nobody is there to ask. Nothing was written.\n${list(reasons)}\n` +
        `It is too large for the review queue, or the queue is full. Repeat it when a person has opened the folder in an editor.`,
    ),
  pending: (reasons: readonly string[]): HookVerdict =>
    denied(
      `Countersign holds this edit for a person's review, which has not ended yet. Nothing was written.\n${list(reasons)}\n${goOn}`,
    ),
  rejected: (reasons: readonly string[]): HookVerdict =>
    denied(`A person rejected this edit in Countersign. Nothing was written.\n${list(reasons)}`),
  landed: denied('What this edit would write is on disk already, where a person reviews it. Do not write it again.'),
  wanted: (files: ReadonlyMap<string, string | null>): HookVerdict =>
    denied(
      `A person changed this edit in Countersign before accepting it. Nothing was written. Write this instead, byte for byte:\n${[
        ...files,
      ]
        .map(([path, text]) => `${path}${text === null ? ': delete it' : wantedText(text)}`)
        .join('\n\n')}`,
    ),
  fault: (what: string): HookVerdict => denied(`Countersign could not judge this edit: ${what} Nothing was written.`),
};

const goOn =
  'Go on with something else, and do not write it in another way. Repeat the same edit later: once it was accepted, it passes.';

function wantedText(text: string): string {
  return text.length > maxWanted ? ': its text is too long to be given here. Ask the person for it' : `:\n${text}`;
}

function denied(reason: string): HookVerdict {
  return { kind: 'denied', reason };
}

function list(reasons: readonly string[]): string {
  const shown = reasons.slice(0, maxReasons).map((reason) => `- ${reason}`);
  const more = reasons.length - shown.length;
  return [...shown, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n');
}
