import type { FactChange } from '../model/fact.ts';
import type { Delta } from './define.ts';

/** What is said of a value that lost its protection, by what that was. */
export const LOST: Readonly<Record<string, string>> = {
  hash: 'is no longer hashed',
  encrypt: 'is no longer encrypted',
  redact: 'is no longer masked',
};

/** What no answer holds without a reason. */
export function isSecretAnswered({ fact }: FactChange): boolean {
  return /^(?:credential\.|payment\.c|identity\.national-id)/.test(fact.resource.norm);
}

/** The value of a subject, as flows and protections share it. */
export function valueKey({ fact }: FactChange): string {
  return `${fact.provenance.path} ${fact.subject.symbol} ${fact.detail?.dataClass ?? ''}`;
}

function fileKey({ fact }: FactChange): string {
  return `${fact.provenance.path}  ${fact.detail?.dataClass ?? ''}`;
}

/** Values that lost their protection, but for those of which a new flow says where they go. */
export function lostProtections(delta: Delta): readonly FactChange[] {
  const telling = [...delta.added('data.flow'), ...delta.of('data.flow', 'redirected')].filter(
    (row) => row.fact.action !== 'store' && (row.fact.action !== 'respond' || isSecretAnswered(row)),
  );
  // What a whole file is masked by, such as the options of its logger, is told by any flow of the file.
  const flows = new Set(telling.flatMap((row) => [valueKey(row), fileKey(row)]));
  return [...delta.removed('data.protection'), ...delta.of('data.protection', 'weakened')].filter(
    (row) =>
      row.fact.resource.kind === 'class' &&
      Object.hasOwn(LOST, row.fact.action) &&
      !flows.has(row.fact.subject.type === 'file' ? fileKey(row) : valueKey(row)),
  );
}
