import { defineRequestReads } from './define.ts';

const REQUEST =
  /^\w+\.(?:getParameter(?:Values|Map)?|getHeaders?|getQueryString|getInputStream|getReader|getPart|getParts|getCookies|getRequestURI|getPathInfo|getQueryParams|queryParams|queryParam|pathVariable|bodyToMono|pathParam|formParam|body)\(\)$/;
const TYPE = /^(?:Http)?Servlet(?:Http)?Request|^(?:Native)?WebRequest|^Server(?:Http)?Request|^Context$/;

/** Servlets, Spring and Javalin; parameters of handlers have annotations. */
export const java = defineRequestReads({
  languages: ['java', 'kotlin'],
  reads: ({ text, type }) => REQUEST.test(text) && TYPE.test(type),
});
