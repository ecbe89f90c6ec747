import { classify } from '../data-classes.ts';

/** Of what is left out a hash of a password counts as one: nobody has any use for it. */
export function classOf(field: string, owner: string | null): string | null {
  const path = field.split('.');
  const name = path.at(-1) ?? '';
  // `user.name` of a list says itself whose it is.
  const whose = path.at(-2) ?? owner;
  const found = classify({ name, ...(whose === null ? {} : { owner: whose }), surroundings: ['auth'] });
  if (found !== null) return found.dataClass.id;
  return /^(?:pass(?:word|wd)?_?(?:hash|digest|salt)|(?:hashed|encrypted)_?pass(?:word|wd)|salt)$/i.test(name)
    ? 'credential.password'
    : null;
}
