import { defineRequestReads, type Read } from './define.ts';

const FIELDS =
  'body|rawBody|query|params|headers|cookies|signedCookies|files?|queryStringParameters|pathParameters|multiValueQueryStringParameters|searchParams|nextUrl';
const REQUEST = new RegExp(
  `^(?:\\w*[rR]eq(?:uest)?|ctx\\.(?:request|req)|context\\.(?:request|req)|c\\.req|this\\.req(?:uest)?|event|evt|ctx|koaCtx)\\.(?:(?:${FIELDS})|(?:json|text|formData|query|queries|param|params|header|parseBody|body|arrayBuffer|get|cookie|valid)\\(\\))$`,
);
const FIELD = new RegExp(`^(?:${FIELDS})$`);
/** What a parameter that is called so must be, where its type is written. */
const REQUEST_TYPE =
  /^(?:any|unknown|object)\b|[Rr]equest|\bReq\b|Context|Ctx\b|APIGateway|IncomingMessage|LambdaFunctionURL|^[TE]\w*$/;
/** Of what only these have: an event of a queue has no body of a request. */
const REQUEST_BASE = /^(?:ctx|koaCtx)\.(?!query$|params$|request|req)/;
const FORM = /^(?:formData|form|data)\.(?:get|getAll|entries)\(\)$/;

/** Express, Fastify, Koa, Hono, Next.js, Lambda and what is made like them. */
export const ecmascript = defineRequestReads({
  languages: ['javascript', 'typescript', 'tsx'],
  reads(read) {
    const { text, binding } = read;
    if (binding !== null && binding.how !== 'parameter') return false;
    if (FORM.test(text) && isForm(read)) return true;
    return REQUEST.test(text) && !REQUEST_BASE.test(text) && isHeld(read);
  },
  isGiven({ binding }) {
    const [first] = binding.keys;
    return first !== undefined && FIELD.test(first);
  },
});

/** An `event` of a browser or of an emitter is nobody's request. */
function isHeld({ base, binding, type }: Read): boolean {
  if (base.kind === 'self') return true;
  return binding !== null && (type === '' || REQUEST_TYPE.test(type));
}

function isForm({ binding, type }: Read): boolean {
  return binding !== null && (binding.name === 'formData' || /\bFormData\b/.test(type));
}
