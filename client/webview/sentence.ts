/** Ends with a full stop, once. */
export const sentence = (text: string): string => (/[.!?…。]$/.test(text) ? text : `${text}.`);

/** A heading or a row needs none. */
export const withoutFullStop = (text: string): string => (text.endsWith('.') ? text.slice(0, -1) : text);
