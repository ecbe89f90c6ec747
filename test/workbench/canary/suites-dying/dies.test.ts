describe('a suite that takes the host with it', () => {
  it('passes one test', () => {});

  it('ends the process, which VS Code reports as exit code 0', () => {
    process.exit(7);
  });
});
