import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

// Imported before everything else: tables of words are read when their modules load.
const { bundle } = vscode.l10n;
if (bundle !== undefined) l10n.config({ contents: bundle });

/** What the pages of the extension are given of it, and the server. */
export const pageWords = bundle === undefined ? null : { language: vscode.env.language, bundle };
