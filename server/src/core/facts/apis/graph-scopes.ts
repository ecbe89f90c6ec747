import table from '../../../../data/scopes.json' with { type: 'json' };

/** A segment of a path -> what follows it; `*` for what names one of many. */
interface Step {
  readonly next: Map<string, Step>;
  /** Method -> the least privileged permission. */
  readonly scopes: Map<string, string>;
}

let root: Step | null = null;

function tree(): Step {
  if (root !== null) return root;
  const made: Step = { next: new Map(), scopes: new Map() };
  for (const [key, text] of Object.entries<string>(table.graph)) {
    const [method = '', scope = ''] = key.split(' ');
    let before: readonly string[] = [];
    for (const row of text.split(' ')) {
      const [shared = '0', ...rest] = row.split('/');
      const segments = [...before.slice(0, Number(shared)), ...rest];
      before = segments;
      let at = made;
      for (const segment of segments.map((each) => each.toLowerCase())) {
        const known = at.next.get(segment);
        const step = known ?? { next: new Map<string, Step>(), scopes: new Map<string, string>() };
        if (known === undefined) at.next.set(segment, step);
        at = step;
      }
      at.scopes.set(method, scope);
    }
  }
  root = made;
  return made;
}

/** Paths of more segments than this are none of Graph's. */
const MAX_SEGMENTS = 20;

/**
 * The least privileged permission of a call of Microsoft Graph; null when the table has none. `*` stands for what is not known of
 * the path. What is under a user is under `/me` too.
 */
export function graphScope(method: string, path: string): string | null {
  const plain = path.replace(/[?#].*$/, '').replace(/^\/?(?:v1\.0|beta)(?=\/)/, '');
  const segments = plain
    .toLowerCase()
    .split('/')
    .filter((segment) => segment !== '');
  if (segments.length === 0 || segments.length > MAX_SEGMENTS) return null;
  const own = scopeAt(tree(), segments, method);
  return (
    own ??
    (segments[0] === 'users' && segments.length > 1 ? scopeAt(tree(), ['me', ...segments.slice(2)], method) : null)
  );
}

function scopeAt(start: Step, segments: readonly string[], method: string): string | null {
  let at = start;
  for (const segment of segments) {
    const next = at.next.get(segment) ?? at.next.get('*');
    if (next === undefined) return null;
    at = next;
  }
  return at.scopes.get(method) ?? null;
}
