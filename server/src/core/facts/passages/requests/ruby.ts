import { defineRequestReads } from './define.ts';

const PARAMS =
  /^(?:params|cookies)(?:\.signed|\.encrypted)?\.(?:[^.()]+|(?:fetch|require|permit|slice|except|dig|to_h|to_unsafe_h|values_at|delete)\(\))$/;
const REQUEST =
  /^request\.(?:params|headers|body|query_parameters|request_parameters|path_parameters|query_string|raw_post|user_agent|host|cookies|GET|POST)$/;
/** What whoever sent it did not choose. */
const OF_ROUTER = /^params\.(?:controller|action|format)$/;

/** Rails, Sinatra, Grape and Hanami: no name brings them in. */
export const ruby = defineRequestReads({
  languages: ['ruby'],
  reads: ({ text, binding }) => binding === null && (PARAMS.test(text) || REQUEST.test(text)) && !OF_ROUTER.test(text),
});
