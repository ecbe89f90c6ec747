/** Whether there is a word or a number in it, in any script: dots, dashes and faces tell nobody anything later. */
export function saysSomething(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
