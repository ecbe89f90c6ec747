import { setFlagsFromString } from 'node:v8';
import { createConnection } from 'vscode-languageserver/node';
import { startLanguageServer } from './server.ts';

// Analyses leave much garbage and keep little: collect early rather than grow.
setFlagsFromString('--heap-growing-percent=25');

// Node IPC or stdio, as the arguments say; `countersign lsp --stdio` loads this bundle too.
startLanguageServer(createConnection());
