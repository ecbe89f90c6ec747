import { runHook } from '../lsp/run-hook.ts';
import { createWorkspace, startClient, type Workspace } from '../lsp/server-process.ts';
import { asExtension } from './as-extension.ts';
import { percentile, milliseconds, sample } from './statistics.ts';
import { sourceOf } from './sources.ts';

const file = 'src/file.ts';

/** From the start of a hook's process to its end, for an edit of which nothing is held. */
export async function benchHook(): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [['an agent asks, nothing is held', 'p50', 'p95']];
  const { text } = sourceOf('typescript', 1_000);
  const workspace = createWorkspace({ [file]: `${text}\nexport const port = 3000;\n` });
  const add = async (title: string, tool: string, times: number): Promise<void> => {
    const samples = await sample(times, 3, (round) => ask(workspace, tool, 4_000 + round));
    rows.push([title, milliseconds(percentile(samples, 0.5)), milliseconds(percentile(samples, 0.95))]);
  };
  try {
    const client = await asExtension(() => startClient(workspace));
    await client.panelWhen(({ state }) => state !== 'starting');
    await add('a tool that writes nothing', 'read_file', 30);
    await add('an edit of 1,000 lines, editor open', 'replace', 30);
    await add('a command of the shell, editor open', 'run_shell_command', 30);
    await client.stop();
    await add('a command of the shell, no editor', 'run_shell_command', 30);
    await add('an edit of 1,000 lines, no editor', 'replace', 10);
  } finally {
    workspace.remove();
  }
  return rows;
}

async function ask(workspace: Workspace, tool: string, port: number): Promise<void> {
  const place = { file_path: `${workspace.root}/${file}` };
  const edit = { ...place, old_string: 'port = 3000', new_string: `port = ${port}` };
  const payload = {
    hook_event_name: 'BeforeTool',
    session_id: 's',
    cwd: workspace.root,
    tool_name: tool,
    tool_input: tool === 'replace' ? edit : place,
  };
  const { answer, stderr } = await runHook(workspace, 'gemini-cli', payload);
  if ((answer as { readonly decision?: string } | null)?.decision !== 'allow')
    throw new Error(`The hook answered ${JSON.stringify(answer)} ${stderr}`);
}
