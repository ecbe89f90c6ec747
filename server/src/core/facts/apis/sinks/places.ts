import type { Reading } from '../../define.ts';
import { oncePerUnit } from '../../once-per-unit.ts';

/** Code that runs in the browser of whom the data is about. */
export function isBrowserCode({ unit }: Reading): boolean {
  return (
    /\.[jt]sx$|(?:^|\/)(?:client|frontend|web|ui|components?|pages|views|hooks|public|static|browser)\//.test(
      unit.path,
    ) ||
    (unit.language.id !== 'python' &&
      /\b(?:window|document)\.\w|from ['"](?:react|vue|svelte)['"]/.test(unit.tree.text))
  );
}

/** A program for a terminal talks to the person who started it. */
export const isScript: (reading: Reading) => boolean = oncePerUnit(
  ({ unit }) =>
    /(?:^|\/)(?:scripts?|bin|tools?|cli|management\/commands|examples?|benchmarks?|migrations|notebooks?)\/|(?:^|\/)(?:cli|__main__|manage|setup|main)\.py$/.test(
      unit.path,
    ) ||
    /^[ \t]*(?:\w+ )?"(?:flag|github\.com\/(?:spf13\/(?:cobra|pflag)|urfave\/cli[^"]*|alecthomas\/kong))"$/m.test(
      unit.tree.text,
    ) ||
    /__name__\s*==\s*['"]__main__['"]|^[ \t]*(?:import|from) (?:argparse|click|typer|rich|tkinter)\b/m.test(
      unit.tree.text,
    ),
);
