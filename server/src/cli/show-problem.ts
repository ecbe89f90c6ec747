import type { Problem } from '../core/model/problem.ts';
import { paint, printable, type Style } from './colours.ts';

/** What, where, why, fix. People see 1-based lines. */
export function showProblem(problem: Problem, style: Style): string {
  const place = problem.path === undefined ? '' : `${placeOf(problem)}  `;
  const severity = paint(style, problem.severity === 'error' ? 'red' : 'yellow', `${problem.severity} ${problem.code}`);
  const [message, why, fix] = [problem.message, problem.why, problem.fix].map(printable);
  return `${place}${severity}  ${message ?? ''}\n  why  ${why ?? ''}\n  fix  ${fix ?? ''}\n`;
}

function placeOf({ path = '', range }: Problem): string {
  const shown = path.split('\n').map(printable).join('\n');
  return range === undefined ? shown : `${shown}:${range.start.line + 1}:${range.start.character + 1}`;
}
