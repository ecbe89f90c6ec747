import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

// Imported before everything else: tables of words are read when their modules load.
if (vscode.l10n.bundle !== undefined) l10n.config({ contents: vscode.l10n.bundle });
