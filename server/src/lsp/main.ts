import { createConnection } from 'vscode-languageserver/node';
import { startLanguageServer } from './server.ts';

// Node IPC or stdio, as the arguments say; `countersign lsp --stdio` loads this bundle too.
startLanguageServer(createConnection());
