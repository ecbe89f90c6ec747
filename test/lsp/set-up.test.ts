import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { command, type AgentPlans, type SetUpAnswer } from '../../server/src/protocol/messages.ts';
import { cleanUp, run, start } from './review-steps.ts';

afterEach(cleanUp);

describe('setting up agents', () => {
  test('writes what was shown, and nothing that changed since', async () => {
    const home = fs.mkdtempSync(path.join(process.env['TMPDIR'] ?? '/tmp', 'countersign-home-'));
    try {
      const { workspace, client } = await start({ 'a.txt': 'a\n' }, { environment: { HOME: home } });
      const place = { scope: 'project', uri: workspace.uri('a.txt') };
      const plans = await run<AgentPlans>(client, command.planAgents, place);
      const codex = plans.agents.find(({ agent }) => agent === 'codex')!;
      expect(codex).toMatchObject({ isSetUp: false, files: [{ before: null }] });
      workspace.write('.codex/hooks.json', '{}');
      const wanted = { ...place, agents: 'codex', digest: plans.digest };
      const late = await run<SetUpAnswer>(client, command.setUpAgents, wanted);
      expect(late).toMatchObject({ written: 0, refused: [expect.stringContaining('changed after it was shown')] });
      const { digest } = await run<AgentPlans>(client, command.planAgents, place);
      expect(await run<SetUpAnswer>(client, command.setUpAgents, { ...wanted, digest })).toEqual({
        written: 1,
        refused: [],
      });
      expect(workspace.read('.codex/hooks.json').toString()).toContain('.countersign/hook');
      expect(fs.statSync(path.join(home, '.countersign/hook')).mode & 0o777).toBe(0o755);
      expect(fs.existsSync(path.join(workspace.root, '.claude'))).toBe(false);
    } finally {
      fs.rmSync(home, { recursive: true, force: true });
    }
  });
});
