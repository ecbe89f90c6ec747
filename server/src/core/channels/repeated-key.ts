/**
 * A name that stands twice in one object of a JSON text, or null. The text has been parsed: it is known to be JSON. Linear in
 * its length, and without recursion.
 *
 * @see RFC 8259, section 4: names should be unique, and what a parser does with others is its own affair
 */
export function findRepeatedKey(json: string): string | null {
  /** Names of the objects around; null stands for a list. */
  const around: (Set<string> | null)[] = [];
  let isName = false;
  for (let at = 0; at < json.length; at += 1) {
    switch (json.charAt(at)) {
      case '{':
        around.push(new Set());
        isName = true;
        break;
      case '[':
        around.push(null);
        isName = false;
        break;
      case '}':
      case ']':
        around.pop();
        isName = false;
        break;
      case ',':
        isName = around.at(-1) instanceof Set;
        break;
      case '"': {
        const end = endOfString(json, at);
        const names = around.at(-1);
        if (isName && names instanceof Set) {
          const name = JSON.parse(json.slice(at, end)) as string;
          if (names.has(name)) return name;
          names.add(name);
          isName = false;
        }
        at = end - 1;
        break;
      }
      default:
    }
  }
  return null;
}

/** Behind the closing quote. */
function endOfString(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); ; end = json.indexOf('"', end + 1)) {
    let slashes = 0;
    while (json[end - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return end + 1;
  }
}
