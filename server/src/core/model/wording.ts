/**
 * A sentence for people with its parts apart, so that a shell can say it in the language of its reader. What is recorded, exported
 * or told to agents and in terminals is English.
 */
export interface Wording {
  /** In English, with `{0}` where the first part stands. */
  readonly message: string;
  readonly parts: readonly (string | number | Wording)[];
}

/** ``worded`${path} cannot be written.` ``: translators find it by this name. */
export function worded(texts: TemplateStringsArray, ...parts: Wording['parts']): Wording {
  return { message: texts.reduce((whole, text, at) => `${whole}{${at - 1}}${text}`), parts };
}

export const inEnglish = (wording: Wording): string => printWording(wording, (message) => message);

/** @param toWords what stands for a message */
export function printWording({ message, parts }: Wording, toWords: (message: string) => string): string {
  const printed = parts.map((part) => (typeof part === 'object' ? printWording(part, toWords) : String(part)));
  return toWords(message).replaceAll(/\{(\d+)\}/gu, (mark, at: string) => printed[Number(at)] ?? mark);
}
