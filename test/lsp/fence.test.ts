import { describe, expect, test } from 'vitest';
import { ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { Cancelled } from '../../server/src/core/model/cancel.ts';
import { throwProblem } from '../../server/src/host/problems.ts';
import { answer, guard } from '../../server/src/lsp/fence.ts';
import { takeTurns } from '../../server/src/lsp/turns.ts';

function watched(): { readonly log: Parameters<typeof answer>[0]; readonly said: string[] } {
  const said: string[] = [];
  return { log: { error: (message) => void said.push(message), info: () => undefined }, said };
}

describe('the fence round a request', () => {
  test('answers a bug as a failure, without its text, and logs it with its stack', async () => {
    const { log, said } = watched();
    const result = await answer(log, 'hover', () => {
      throw new TypeError('cannot read the secret');
    });
    expect(result).toBeInstanceOf(ResponseError);
    expect(result).toMatchObject({ code: ErrorCodes.InternalError, message: 'hover failed. The log has the reason.' });
    expect(said[0]).toMatch(/^hover: TypeError: cannot read the secret\n\s+at /);
  });

  test('answers what git or the disk refuse with what a person can do about it', async () => {
    const { log, said } = watched();
    const result = await answer(log, 'revisions', () => throwProblem('gitMissingObject', 'HEAD is in no commit.'));
    expect(result).toMatchObject({
      code: LSPErrorCodes.RequestFailed,
      message: expect.stringMatching(/^HEAD is in no commit\. \S.*\. \S.*\.$/) as string,
    });
    expect(said[0]).toMatch(/^revisions: HostProblem: HEAD is in no commit\.\n/);
  });

  test('answers a cancelled analysis as LSP wants it, and logs nothing', async () => {
    const { log, said } = watched();
    const result = await answer(log, 'diagnostics', () => Promise.reject(new Cancelled('cancelled')));
    expect(result).toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    expect(said).toEqual([]);
  });

  test('hands on what was refused on purpose', async () => {
    const { log, said } = watched();
    const refused = new ResponseError(ErrorCodes.InvalidParams, 'no');
    expect(await answer(log, 'command', () => Promise.reject(refused))).toBe(refused);
    expect(said).toEqual([]);
  });

  test('holds round work for which nobody waits', async () => {
    const { log, said } = watched();
    guard(log, 'sync', () => Promise.reject(new Error('broken')));
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(said[0]).toMatch(/^sync: Error: broken/);
  });
});

describe('turns', () => {
  test('are taken one after another, also after one that failed', async () => {
    const turn = takeTurns();
    const order: number[] = [];
    const slow = turn(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push(1);
    });
    const broken = turn(() => Promise.reject(new Error('broken')));
    const last = turn(() => void order.push(2));
    await expect(broken).rejects.toThrow('broken');
    await Promise.all([slow, last]);
    expect(order).toEqual([1, 2]);
  });
});
