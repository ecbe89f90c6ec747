export interface PanelSources {
  /** `webview.cspSource`. */
  readonly cspSource: string;
  readonly script: string;
  readonly style: string;
  readonly nonce: string;
  /** The reader's language and its words, by message; null where there are none, so that the page is English. */
  readonly words?: PageWords | null;
}

export interface PageWords {
  /** As `vscode.env.language` says it: `de`, `zh-cn`. */
  readonly language: string;
  readonly bundle: Readonly<Record<string, string>>;
}

/** The page of the review panel: one script, one style sheet, nothing inline but words, and nothing from the network. */
export function toPanelHtml({ cspSource, script, style, nonce, words = null }: PanelSources): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `img-src ${cspSource} data:`,
  ].join('; ');
  return `<!doctype html>
<html lang="${words === null ? 'en' : toLanguageTag(words.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="${style}">
<title>Countersign</title>
</head>
<body>
<div id="root"></div>
${words === null ? '' : inertWords(words)}<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}

/** Data: no browser runs a script of this type, whatever the words say. */
const inertWords = ({ bundle }: PageWords): string =>
  `<script type="application/json" id="words">${JSON.stringify(bundle).replaceAll('<', '\\u003c')}</script>\n`;

/** Letters, digits and hyphens only. */
function toLanguageTag(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
