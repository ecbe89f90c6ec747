import { launcherFolder } from './launcher-command.ts';
import { reviewSeconds, spareSeconds } from './define.ts';

/** A plugin of opencode: throwing is the only thing that keeps a tool from being used. */
export const opencodePlugin = `// Written by Countersign: it is asked before opencode writes a file. "countersign init --remove" takes it away.
import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';

const program = join(homedir(), '${launcherFolder}', process.platform === 'win32' ? 'hook.cmd' : 'hook');

function ask(payload, options = ['--wait', '${reviewSeconds - spareSeconds}']) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, ['opencode', ...options], {
      stdio: ['pipe', 'pipe', 'ignore'],
      shell: process.platform === 'win32',
    });
    let answer = '';
    child.stdout.on('data', (part) => (answer += part));
    child.stdin.on('error', () => undefined);
    child.on('error', reject);
    child.on('close', () => resolve(answer));
    child.stdin.end(JSON.stringify(payload));
  });
}

export const Countersign = async ({ directory, worktree }) => ({
  'tool.execute.before': async (input, output) => {
    let answer;
    try {
      answer = JSON.parse(await ask({ event: 'tool.execute.before', directory, worktree, input, output }));
    } catch (error) {
      throw new Error('Countersign could not be asked about this edit: ' + error + ' Nothing was written.');
    }
    if (answer?.decision !== 'allow') throw new Error(answer?.reason ?? 'Countersign refused this edit.');
    if (answer.args !== undefined) Object.assign(output.args, answer.args);
  },
  'tool.execute.after': async (input) => {
    await ask({ event: 'tool.execute.after', directory, worktree, input }, ['--notice']).catch(() => undefined);
  },
  'chat.message': async (input, output) => {
    const prompt = (output?.parts ?? []).flatMap((part) => (part?.type === 'text' ? [part.text] : [])).join('\\n');
    await ask({ event: 'chat.message', directory, worktree, input, prompt }, ['--notice']).catch(() => undefined);
  },
});
`;
