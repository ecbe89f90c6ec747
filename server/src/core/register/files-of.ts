import type { Automation } from '../model/inventory.ts';

const MAX_FILES = 40;
const MAX_TEXT = 2_000_000;
/** Longer words are no paths of a command. */
const MAX_WORD = 300;

/**
 * Files of the repository that a definition names: scripts of its steps, local actions, code of its functions. `paths` are
 * those that exist; a name that leads to none of them says nothing.
 */
export function filesOf(
  automation: Pick<Automation, 'path'>,
  text: string,
  paths: ReadonlySet<string>,
): readonly string[] {
  const found = new Set([automation.path]);
  const folder = automation.path.slice(0, automation.path.lastIndexOf('/') + 1);
  for (const [word] of text.slice(0, MAX_TEXT).matchAll(/[\w.@+~-]+(?:\/[\w.@+~-]+)*/gu)) {
    if (found.size > MAX_FILES) break;
    if (word.length > MAX_WORD || !/[./]/u.test(word)) continue;
    for (const base of word.startsWith('./') ? ['', folder] : [folder, '']) {
      const path = normalize(base + word);
      const hit = path === null ? undefined : candidates(path).find((each) => paths.has(each));
      if (hit === undefined) continue;
      found.add(hit);
      break;
    }
  }
  return [...found];
}

/** A local action is named by its folder. */
function candidates(path: string): readonly string[] {
  return [path, `${path}/action.yml`, `${path}/action.yaml`];
}

function normalize(path: string): string | null {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (parts.pop() === undefined) return null;
    } else parts.push(part);
  }
  return parts.length === 0 ? null : parts.join('/');
}
