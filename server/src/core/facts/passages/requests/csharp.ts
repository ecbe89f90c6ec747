import { childrenOfKind } from '../../../text/tree.ts';
import { defineRequestReads, type Given } from './define.ts';

const FIELDS = 'Query|Form|Headers|Cookies|Body|BodyReader|RouteValues|QueryString|Params';
const REQUEST = new RegExp(
  `^(?:(?:this\\.)?(?:(?:HttpContext|Context)\\.)?Request|\\w*[cC](?:on)?te?xt\\.Request|\\w*[rR]eq(?:uest)?)\\.(?:(?:${FIELDS})|(?:ReadFromJsonAsync|ReadFormAsync)\\(\\))$`,
);
const TYPE = /^(?:Http(?:Context|Request|RequestBase|RequestData|ListenerContext|ListenerRequest)|var)?$/;
const FROM = /^\W*From(?:Query|Route|Body|Form|Header)\b/;
/** Texts, uploads, and records that are made to be filled by a request. */
const FILLED =
  /^(?:(?:string|IFormFile|IFormCollection|JsonElement|JsonDocument)(?:\[\])?|(?:List|IEnumerable|IReadOnlyList)<string>|[A-Z]\w*(?:Request|Dto|DTO|Model|Command|Input|Form|Payload|Query))\??$/;

/** ASP.NET Core: controllers, minimal endpoints, Razor pages and functions of Azure. */
export const csharp = defineRequestReads({
  languages: ['csharp'],
  reads({ text, binding, type }) {
    if (!REQUEST.test(text)) return false;
    return binding === null ? /^(?:this\.|HttpContext\.|Context\.)?Request\./.test(text) : TYPE.test(type);
  },
  isGiven({ reading: { unit }, binding: { node }, type }: Given) {
    const said = childrenOfKind(node, 'decorator').map((each) => unit.textOf(each));
    if (said.some((each) => /FromServices|FromKeyedServices/.test(each))) return false;
    return said.some((each) => FROM.test(each)) || FILLED.test(type.trim());
  },
});
