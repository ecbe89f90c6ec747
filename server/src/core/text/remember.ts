/** Longer texts are seldom names, and seldom come again. */
const MAX_LENGTH = 80;

/** The same for names that come again and again. `max` answers are kept, then all are forgotten. */
export function rememberNames<Answer>(answer: (name: string) => Answer, max = 5_000): (name: string) => Answer {
  const known = new Map<string, Answer>();
  return (name) => {
    if (name.length > MAX_LENGTH) return answer(name);
    const before = known.get(name);
    if (before !== undefined) return before;
    const found = answer(name);
    if (known.size >= max) known.clear();
    known.set(name, found);
    return found;
  };
}
