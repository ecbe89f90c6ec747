import { judgeAlone, judgeUnclear } from '../host/judge-alone.ts';
import type { ExitCode, Invocation } from './define.ts';
import { answerHook } from './hook.ts';

/** `countersign hook` of the whole program, which can judge in its own process. */
export function runHook(invocation: Invocation): Promise<ExitCode> {
  return answerHook(invocation, { call: judgeAlone, unclear: judgeUnclear });
}
