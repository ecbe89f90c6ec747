import * as l10n from '@vscode/l10n';
import { ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { Cancelled } from '../core/model/cancel.ts';
import { HostProblem } from '../host/problems.ts';
import { sentences } from './decide.ts';

export interface Log {
  readonly error: (message: string) => void;
  readonly info: (message: string) => void;
}

/**
 * A fence round one request: a bug in it is logged with its stack and answered as a failure, and the server goes on. What a person
 * can act on is answered with its sentences, a cancelled analysis as LSP wants it.
 */
export async function answer<T>(log: Log, name: string, work: () => Promise<T> | T): Promise<T | ResponseError<never>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ResponseError) return error as ResponseError<never>;
    if (error instanceof Cancelled) return new ResponseError(LSPErrorCodes.RequestCancelled, `${name} was cancelled.`);
    log.error(`${name}: ${describe(error)}`);
    if (error instanceof HostProblem) return new ResponseError(LSPErrorCodes.RequestFailed, sentences(error.problem));
    return new ResponseError(ErrorCodes.InternalError, l10n.t`${name} failed. The log has the reason.`);
  }
}

/** The same round a notification or work of the server's own, for which nobody waits. */
export function guard(log: Log, name: string, work: () => Promise<void> | void): void {
  void answer(log, name, work);
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
