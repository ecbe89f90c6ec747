/** Words of others, from records and links, where the editor reads more than letters in them. No vscode here. */

/** In a list: they draw no icon and turn no line round. */
export const plainInList = (text: string): string => withoutControls(text).replaceAll('$(', String.raw`\$(`);

/** In a notification, which is one line: they are no link. */
export const plainInNotification = (text: string): string =>
  withoutControls(text.replaceAll(/\s+/gu, ' ')).replaceAll('](', '] (');

const withoutControls = (text: string): string => text.replaceAll(/\p{C}/gu, '\uFFFD');
