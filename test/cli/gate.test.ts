import { describe, expect, it } from 'vitest';
import { app, branch, file, gate, gateJson, guarded, open, outcomes, turn } from './gate-steps.ts';

describe('countersign gate', () => {
  it('is closed over what nobody answered for, and says what is missing, who must act and how', async () => {
    const files = branch();
    files.write(file, open);
    files.commit('work');
    const run = await gate(files);
    expect(run.exitCode).toBe(1);
    expect(run.output).toContain('The gate is closed.');
    expect(run.output).toMatch(/src\/app\.js:8 .*removed/);
    expect(run.output).toMatch(/missing +Nobody has answered for this\.\n +who +whoever made the change\n +how +explain it/);
  });

  it('is open over what was acknowledged', async () => {
    const files = branch();
    await turn(files, { [file]: [guarded, open] });
    files.commit('work');
    const answer = await gateJson(files);
    expect(outcomes(answer)).toEqual(['guard-removed: record']);
    expect(answer).toMatchObject({ outcome: 'passes', exitCode: 0 });
  });

  it('is open where nothing asks for an answer, reviewed or not', async () => {
    const files = branch();
    files.write(file, app('requireAuth, requireAdmin, ', 'res.end(remove(req.params.id)) // gone'));
    files.commit('work');
    expect(await gate(files)).toMatchObject({ exitCode: 0 });
  });
});
