/** Downloads VS Code to .cache/vscode, when it is not there yet, and prints its executable as the last line. */
import { downloadAndUnzipVSCode, SilentReporter } from '@vscode/test-electron';
import path from 'node:path';

const cachePath = path.resolve(import.meta.dirname, '../../.cache/vscode');
try {
  console.log(await downloadAndUnzipVSCode({ version: 'stable', cachePath, reporter: new SilentReporter() }));
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
