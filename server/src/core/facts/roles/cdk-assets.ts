import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { symbolicText } from '../grants/expressions.ts';

export interface AssetPath {
  readonly path: string;
  /** From the folder of the file that says it; else from where the program is started. */
  readonly isFromFile: boolean;
}

const MAX_DEPTH = 10;
/** Expressions looked at for one path: chains of variables may name each other many times. */
const MAX_VISITS = 500;
/** The folder of the file, as the languages write it. */
const OWN_FOLDER =
  /^(?:__dirname|import\.meta\.dirname|os\.path\.dirname\((?:os\.path\.(?:abspath|realpath)\()?__file__\)?\)|dirname\(__file__\)|(?:pathlib\.)?Path\(__file__\)(?:\.resolve\(\))?\.parent)$/;

/** A path of files that are deployed: a text, `path.join(__dirname, 'x')`, `${__dirname}/x`; null when it is computed. */
export function assetPath(reading: FileReading, node: SyntaxNode): AssetPath | null {
  const text = written(reading, node, 0, { left: MAX_VISITS });
  if (text === null || /[*{}]/.test(text.replace(HERE, '')) || text.startsWith('/')) return null;
  return text.startsWith(HERE)
    ? { path: text.slice(HERE.length).replace(/^\/+/, ''), isFromFile: true }
    : { path: text, isFromFile: false };
}

/** Stands for the folder of the file. */
const HERE = '{here}';

function written(reading: FileReading, node: SyntaxNode, depth: number, visits: { left: number }): string | null {
  if (depth > MAX_DEPTH || visits.left === 0) return null;
  visits.left -= 1;
  const { unit, resolver } = reading;
  const own = node.end - node.start < 80 ? unit.textOf(node).replace(/\s+/g, '') : '';
  if (OWN_FOLDER.test(own)) return HERE;
  const joined = (parts: readonly SyntaxNode[], glue: string): string | null => {
    const texts: string[] = [];
    for (const part of parts) {
      const text = written(reading, part, depth + 1, visits);
      if (text === null) return null;
      texts.push(text);
    }
    return texts.join(glue);
  };
  switch (node.kind) {
    case 'template':
      return joined(node.children, '');
    case 'template-text':
      return unit.textOf(node);
    case 'binary': {
      const operator = childOf(node, 'binary.operator');
      const sides = [childOf(node, 'binary.left'), childOf(node, 'binary.right')].filter((side) => side !== null);
      return joined(sides, operator !== null && unit.textOf(operator) === '/' ? '/' : '');
    }
    case 'call': {
      const called = resolver.calleeOf(node) ?? textOfCallee(reading, node);
      if (/(?:^|\.)(?:join|resolve|joinpath|normalize|abspath|str)$/.test(called) || called === 'str')
        return joined(childrenOf(node, 'call.argument'), '/');
      return null;
    }
    case 'name': {
      const value = resolver.valueOf(node);
      if (value.kind === 'text') return value.text;
      const given = value.kind === 'call' ? value.node : null;
      return given === null || given === node ? null : written(reading, given, depth + 1, visits);
    }
    default: {
      const text = symbolicText(reading, node);
      return text === null || text.includes('${') ? null : text;
    }
  }
}

function textOfCallee({ unit }: FileReading, call: SyntaxNode): string {
  const callee = childOf(call, 'call.callee');
  return callee === null || callee.end - callee.start > 60 ? '' : unit.textOf(callee);
}
