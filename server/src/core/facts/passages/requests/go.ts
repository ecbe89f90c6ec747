import { defineRequestReads } from './define.ts';

const REQUEST =
  /^\w+\.(?:URL(?:\.(?:Query\(\)|Path|RawQuery))?|FormValue\(\)|PostFormValue\(\)|PathValue\(\)|Header|Body|Form|PostForm|MultipartForm|Param\(\)|Params\(\)|Query\(\)|QueryParam\(\)|DefaultQuery\(\)|PostForm\(\)|GetHeader\(\)|GetRawData\(\)|(?:Should)?Bind\w{0,12}|(?:Body|Query)Parser|QueryArray\(\)|Cookie\(\)|BodyRaw\(\))$/;
const TYPE = /\*?(?:http\.Request|gin\.Context|echo\.Context|fiber\.Ctx|Context)\b/;

/** The standard library, Gin, Echo and Fiber. */
export const go = defineRequestReads({
  languages: ['go'],
  reads: ({ text, type }) => REQUEST.test(text) && TYPE.test(type),
});
