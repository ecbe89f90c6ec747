import type { SyntaxNode } from '../../../model/syntax.ts';
import { defineSinks, namedSink, resolvedSink } from './define.ts';

const MADE =
  /^(?:fmt\.Errorf|errors\.New|github\.com\/pkg\/errors\.(?:New|Errorf|Wrapf?)|google\.golang\.org\/grpc\/status\.(?:Error|Errorf|New|Newf)|net\/http\.Error|github\.com\/labstack\/echo(?:\/v\d+)?\.NewHTTPError)$/;

/** Texts of errors: they end up in answers, logs and error trackers. */
export const errors = defineSinks({
  id: 'errors',
  find(call) {
    const { path, text, args } = call;
    const does = 'puts it into the text of an error';
    if (path !== null && MADE.test(path)) return resolvedSink(call, 'error', 'error', does);
    const isMade = call.call.kind === 'new' && /(?:Error|Exception)$/.test(text);
    return isMade || isThrown(call.call) ? namedSink(text, 'error', 'error', does, args()) : null;
  },
});

function isThrown(call: SyntaxNode): boolean {
  const { parent } = call;
  return parent?.kind === 'throw' || (parent?.kind === 'other' && parent.parent?.kind === 'throw');
}
