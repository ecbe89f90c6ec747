import { ErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { reasonCodes } from '../core/model/review.ts';
import { command } from '../protocol/messages.ts';
import type { ReasonWord } from '../protocol/view.ts';
import { invalid } from './chosen-folders.ts';
import { readHunks, type Fields } from './command-fields.ts';
import type { Wish } from './decide.ts';

/** A command that says what somebody wants to happen to a review. */
interface WishRow {
  /** Members of the one argument object, all of them strings. */
  readonly needs: readonly string[];
  /** Longest text of an argument, where it may be longer than others. */
  readonly maxText?: number;
  readonly toWish: (fields: Fields) => Wish;
}

/** The ids of more hunks than a change set has. */
const maxHunksText = 5_000_000;

const onHunk = ['changeSet', 'hunk'];
const onFinding = [...onHunk, 'fingerprint'];

export const wishCommands: Readonly<Record<string, WishRow>> = {
  [command.acknowledge]: {
    needs: onFinding,
    toWish: ({ hunk, fingerprint, alike }) => ({
      kind: 'acknowledge',
      hunk: hunk!,
      fingerprint: fingerprint!,
      ...(alike !== undefined && { alike }),
    }),
  },
  [command.explain]: {
    needs: [...onFinding, 'reason', 'words'],
    toWish: ({ hunk, fingerprint, reason, words, alike }) => ({
      kind: 'explain',
      hunk: hunk!,
      fingerprint: fingerprint!,
      reason: toReason(reason!),
      words: words!,
      ...(alike !== undefined && { alike }),
    }),
  },
  [command.withdraw]: {
    needs: onHunk,
    toWish: ({ hunk, fingerprint }) => ({ kind: 'withdraw', hunk: hunk!, fingerprint: fingerprint ?? null }),
  },
  [command.acknowledgeNotJudged]: {
    needs: onHunk,
    toWish: ({ hunk }) => ({ kind: 'acknowledgeNotJudged', hunk: hunk! }),
  },
  [command.accept]: { needs: onHunk, toWish: ({ hunk }) => ({ kind: 'accept', hunk: hunk! }) },
  [command.acceptWithoutFindings]: {
    needs: ['changeSet'],
    toWish: ({ path }) => ({ kind: 'acceptWithoutFindings', ...(path !== undefined && { path }) }),
  },
  [command.reject]: {
    needs: [...onHunk, 'reason'],
    toWish: ({ hunk, reason }) => ({ kind: 'reject', hunk: hunk!, reason: reason! }),
  },
  [command.rejectAll]: {
    needs: ['changeSet', 'hunks', 'reason'],
    maxText: maxHunksText,
    toWish: ({ hunks, path, reason }) => ({
      kind: 'rejectAll',
      hunks: toHunks(hunks!),
      ...(path !== undefined && { path }),
      reason: reason!,
    }),
  },
  [command.undo]: { needs: onHunk, toWish: ({ hunk }) => ({ kind: 'undo', hunk: hunk! }) },
  [command.undoAll]: {
    needs: ['changeSet', 'hunks'],
    maxText: maxHunksText,
    toWish: ({ hunks }) => ({ kind: 'undoAll', hunks: toHunks(hunks!) }),
  },
};

function toHunks(text: string): readonly string[] {
  const hunks = readHunks(text);
  if (hunks === null) throw invalid('"hunks" is no list of ids as JSON.');
  return hunks;
}

function toReason(value: string): ReasonWord {
  const reason = reasonCodes.find((each) => each === value);
  if (reason === undefined)
    throw new ResponseError(
      ErrorCodes.InvalidParams,
      `"${value}" is no reason code; they are ${reasonCodes.join(', ')}.`,
    );
  return reason;
}
