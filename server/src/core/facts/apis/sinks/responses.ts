import { defineSinks, namedSink, resolvedSink } from './define.ts';

const PATH =
  /^(?:flask\.(?:jsonify|make_response)|fastapi\.responses\.\w+|django\.http\.(?:JsonResponse|HttpResponse)|rest_framework\.response\.Response|next\/server\.NextResponse\.json|Response\.json|starlette\.responses\.\w+|@remix-run\/node\.json|@sveltejs\/kit\.json|org\.springframework\.http\.ResponseEntity\.ok|(?:javax|jakarta)\.ws\.rs\.core\.Response\.ok|encoding\/json\.NewEncoder\(\)\.Encode)$/;
const TEXT =
  /(?:^|\.)(?:res|response|reply|resp)(?:\.status\([^()]*\)|\.code\([^()]*\))?\.(?:json|send|render|jsonp)$|(?:^|\.)(?:c|ctx|context)\.(?:json|JSON|IndentedJSON|PureJSON|XML|YAML|JSONPretty)$|(?:^|\.)json\.NewEncoder\((?:w|rw|writer|resp\w*)\)\.Encode$|^render\.JSON$|(?:^|\.)call\.respond(?:Text)?$|^(?:(?:this\.|base\.)?(?:Ok|Json|Created|CreatedAtAction|Accepted)|(?:Typed)?Results\.(?:Ok|Json|Created))$|^response\(\)->json$|->json$/;

const RENDERED = /^(?:json|xml|plain|body|html)$/;

/** Answers to requests, by where their makers come from. */
export const responses = defineSinks({
  id: 'responses',
  find(call) {
    const { path, text } = call;
    if (path === null || !PATH.test(path)) return null;
    // Only what is encoded into the answer itself.
    if (path.endsWith('.Encode') && !TEXT.test(text)) return null;
    return resolvedSink(call, 'respond', 'response', 'answers the request');
  },
});

/** Answers by what frameworks call them. */
export const responsesByName = defineSinks({
  id: 'responses-by-name',
  find({ reading, text, args }) {
    // Of Rails: `render json: user`
    const rendered =
      text === 'render' && reading.unit.language.id === 'ruby'
        ? args().filter(({ name }) => RENDERED.test(name ?? ''))
        : null;
    const given = rendered ?? (TEXT.test(text) ? args() : []);
    return given.length === 0 ? null : namedSink(text, 'respond', 'response', 'answers the request', given);
  },
});
