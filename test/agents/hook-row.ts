import path from 'node:path';

const program = path.resolve(import.meta.dirname, '../../server/dist/hook.cjs');

/** The command of a hook, as it stands in an agent's settings. */
export interface HookRow {
  readonly command: string;
  /** How long the agent waits for it. */
  readonly limitSeconds: number;
  /** False: where the agent asks a person to trust it, nobody has. */
  readonly isTrusted?: boolean;
}

/** The built hook, which refuses before the agent's limit is over. */
export function countersignHook(agent: string, { waitSeconds = 60 } = {}): HookRow {
  const node = process.env['COUNTERSIGN_NODE'] ?? process.execPath;
  return { command: `"${node}" "${program}" ${agent} --wait ${waitSeconds}`, limitSeconds: waitSeconds + 15 };
}

/** The same, in a command that turns whatever fails into the refusal that most agents know: words, and the code 2. */
export function caught({ command, limitSeconds }: HookRow): HookRow {
  return { command: `${command} || { echo "The hook failed." >&2; exit 2; }`, limitSeconds };
}
