/** Text from workspaces is hostile: it must not become markup, a link, an image, a theme icon or HTML in a hover. */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_{}[\]()#+\-.!|<>&~$:@^=]/g, (character) => (character === '&' ? '&amp;' : `\\${character}`));
}

/** A code span that holds any text: its fence is longer than any run of backticks inside. */
export function codeSpan(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line === '') return '';
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Prose of ours that quotes code between backticks: what is quoted becomes a code span, the rest is escaped. */
export function prose(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => (/^`.+`$/s.test(part) ? codeSpan(part.slice(1, -1)) : escapeMarkdown(part)))
    .join('');
}

export function link(text: string, target: string): string {
  return `[${escapeMarkdown(text)}](${target.replaceAll(/[()\s<>]/g, percentEncode)})`;
}

/** `encodeURIComponent` leaves parentheses alone, and those end a link. */
function percentEncode(character: string): string {
  return [...new TextEncoder().encode(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}

/** A link that runs a client's command; the client allows only the commands it named. */
export function commandLink(text: string, command: string, argument: object): string {
  return link(text, `command:${command}?${encodeURIComponent(JSON.stringify([argument]))}`);
}
