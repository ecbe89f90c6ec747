/** Nobody's home: no user's configuration, signing agent or state reaches the extension under test, nor does it leave any. */
import fs from 'node:fs';
import path from 'node:path';
import { cleanEnvironment } from './serve.mjs';

/** @param {string} userDir stands in for the home folder; created when it is not there */
export function isolatedEnvironment(userDir) {
  fs.mkdirSync(userDir, { recursive: true });
  const env = cleanEnvironment({
    HOME: userDir,
    XDG_CONFIG_HOME: path.join(userDir, 'config'),
    XDG_STATE_HOME: path.join(userDir, 'state'),
    XDG_DATA_HOME: path.join(userDir, 'data'),
    XDG_CACHE_HOME: path.join(userDir, 'cache'),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
  });
  delete env.SSH_AUTH_SOCK;
  delete env.XDG_RUNTIME_DIR;
  return env;
}
