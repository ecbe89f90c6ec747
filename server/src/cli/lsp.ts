import { UsageError, type ExitCode, type Invocation } from './define.ts';

/** Hands over to the server's own bundle beside this one: none of it is loaded by any other command. */
export async function runLsp({ values }: Invocation): Promise<ExitCode> {
  if (values['stdio'] !== true) {
    throw new UsageError(
      '--stdio is missing.',
      'It is the only way the server can be spoken to.',
      'Run "countersign lsp --stdio".',
    );
  }
  const bundle = new URL('./server.mjs', import.meta.url).href;
  await import(bundle);
  // The server ends the process when its client says so or goes away.
  return await new Promise<ExitCode>(() => undefined);
}
