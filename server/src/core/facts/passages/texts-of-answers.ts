/**
 * Whether an address can be one of another site, by what is known of it: `*` where something is put in. Below a host or a folder
 * that is written out nobody gets elsewhere.
 */
export function leadsElsewhere(text: string | null): boolean {
  if (text === null) return true;
  const [known = ''] = text.replace(/^location\s*:\s*/i, '').split('*', 1);
  return /^(?:[a-z][a-z0-9+.-]*:)?(?:\/\/)?$/i.test(known.trim());
}

/** Whether a text is a page, or what sends it says so. */
export function showsMarkup(text: string | null, call: string): boolean {
  return /<[a-z!/]/i.test(text ?? '') || /text\/html/i.test(call);
}
