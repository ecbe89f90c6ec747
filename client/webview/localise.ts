import * as l10n from '@vscode/l10n';

// Imported before everything else: tables of words are read when their modules load. Without a bundle the words are English.
const words = document.getElementById('words')?.textContent ?? '';
if (words !== '') l10n.config({ contents: words });
