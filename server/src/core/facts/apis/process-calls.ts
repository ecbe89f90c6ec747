/** How a call starts another program. */
export interface ProcessCall {
  /**
   * `always`: the text goes to a shell. `option`: it may, by `shell: true`. `named`: when the program is one. `alone`: when no
   * other argument follows. `never`: it does not.
   */
  readonly shell: 'always' | 'option' | 'named' | 'alone' | 'never';
  readonly command: readonly [index: number, name: string];
}

const rows = (
  shell: ProcessCall['shell'],
  index: number,
  ...paths: string[]
): readonly (readonly [string, ProcessCall])[] => paths.map((path) => [path, { shell, command: [index, 'args'] }]);

/** Canonical path of a call -> how it runs a program. Sources: Node, Python and Java documentation, 2026-11. */
export const processCalls: ReadonlyMap<string, ProcessCall> = new Map([
  ...rows(
    'always',
    0,
    'child_process.exec',
    'child_process.execSync',
    'shelljs.exec',
    'execa.execaCommand',
    'execa.command',
  ),
  ...rows(
    'option',
    0,
    'child_process.spawn',
    'child_process.spawnSync',
    'child_process.execFile',
    'child_process.execFileSync',
    'cross-spawn',
    'cross-spawn.spawn',
    'cross-spawn.sync',
    'execa',
    'execa.execa',
    'execa.execaSync',
    'execa.sync',
  ),
  // `$` of zx and Bun escapes what is put in.
  ...rows(
    'never',
    0,
    'zx.$',
    'bun.$',
    'child_process.fork',
    'Deno.Command',
    'Deno.run',
    'Bun.spawn',
    'Bun.spawnSync',
    'node-pty.spawn',
  ),
  ...rows(
    'always',
    0,
    'os.system',
    'os.popen',
    'subprocess.getoutput',
    'subprocess.getstatusoutput',
    'commands.getoutput',
    'asyncio.create_subprocess_shell',
  ),
  ...rows(
    'option',
    0,
    'subprocess.run',
    'subprocess.call',
    'subprocess.check_call',
    'subprocess.check_output',
    'subprocess.Popen',
  ),
  ...rows(
    'never',
    0,
    'os.execl',
    'os.execle',
    'os.execlp',
    'os.execv',
    'os.execve',
    'os.execvp',
    'asyncio.create_subprocess_exec',
    'pty.spawn',
    'pexpect.spawn',
    'pexpect.run',
    'os.startfile',
  ),
  ...rows(
    'named',
    0,
    'java.lang.Runtime.getRuntime().exec',
    'java.lang.Runtime().exec',
    'java.lang.ProcessBuilder',
    'java.lang.ProcessBuilder().command',
    'org.apache.commons.exec.CommandLine.parse',
    'org.apache.commons.exec.CommandLine',
  ),
  // Go. What `syscall.Exec` is given begins with the program's own name.
  ...rows('named', 0, 'os/exec.Command', 'golang.org/x/sys/execabs.Command'),
  ...rows('named', 1, 'os/exec.CommandContext', 'golang.org/x/sys/execabs.CommandContext', 'syscall.Exec'),
  ...rows('named', 1, 'golang.org/x/sys/unix.Exec', 'syscall.ForkExec', 'os.StartProcess'),
  // C#. `UseShellExecute` asks the desktop, not a shell that reads text.
  ...rows('named', 0, 'System.Diagnostics.Process.Start'),
  ...rows('never', 0, 'CliWrap.Cli.Wrap'),
  ...rows('never', 0, 'std.process.Command.new', 'tokio.process.Command.new', 'async_process.Command.new', 'duct.cmd'),
  // PHP
  ...rows(
    'always',
    0,
    ...['exec', 'shell_exec', 'system', 'passthru', 'popen', 'proc_open', '`'].map((name) => `php.${name}`),
  ),
  ...rows('never', 0, 'php.pcntl_exec', 'Symfony.Component.Process.Process'),
  ...rows(
    'always',
    0,
    'Symfony.Component.Process.Process.fromShellCommandline',
    'Illuminate.Support.Facades.Process.run',
  ),
  // Ruby. One text goes to a shell, several arguments do not.
  ...rows('alone', 0, 'Kernel.system', 'Kernel.exec', 'Kernel.spawn', 'Process.spawn', 'IO.popen'),
  ...rows('always', 0, 'Kernel.`'),
  ...rows(
    'alone',
    0,
    ...['capture2', 'capture2e', 'capture3', 'popen2', 'popen2e', 'popen3'].map((name) => `Open3.${name}`),
  ),
  ...rows('never', 1, 'os.spawnl', 'os.spawnlp', 'os.spawnv', 'os.spawnvp'),
]);
