import type { FileChange } from '../model/change.ts';

/** `.countersign/records/<id>.jsonl`, or `<id>/<segment>.jsonl`: where chains lie that nobody could push as refs. */
const IN_BRANCH = /^\.countersign\/records\/[0-9a-f]{32}(?:\.jsonl|\/\d{8}\.jsonl)$/;

/**
 * Records that only grow. An answer that is committed with the change it is for must ask for no other; whether it counts is for
 * the chain and its seals to say. Rewriting or taking away what stood there is an edit like any of what steers a review.
 */
export function onlyAppends({ path, previousPath = path, before, after }: FileChange): boolean {
  return (
    IN_BRANCH.test(path) &&
    previousPath === path &&
    after !== undefined &&
    [undefined, '100644'].includes(after.mode) &&
    after.text.startsWith(before?.text ?? '')
  );
}
