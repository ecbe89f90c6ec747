/** Runs `act` with the options that the extension starts its server with. */
export async function asExtension<T>(act: () => Promise<T>): Promise<T> {
  const before = process.env['NODE_OPTIONS'];
  process.env['NODE_OPTIONS'] = '--max-semi-space-size=8';
  try {
    return await act();
  } finally {
    if (before === undefined) delete process.env['NODE_OPTIONS'];
    else process.env['NODE_OPTIONS'] = before;
  }
}
