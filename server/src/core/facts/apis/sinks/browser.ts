import { defineSinks, namedSink, resolvedSink } from './define.ts';

const STORE =
  /^(?:(?:window\.|globalThis\.)?(?:localStorage|sessionStorage)\.setItem|js-cookie\.set|universal-cookie\(\)\.set|@react-native-async-storage\/async-storage\.setItem|cookies-next\.setCookie|nookies\.setCookie|next\/headers\.cookies\(\)\.set)$/;
const COOKIE =
  /(?:^|\.)(?:set_cookie|setCookie|SetCookie|setcookie|setrawcookie|[Cc]ookies\.Append)$|(?:^|\.)res(?:ponse|p)?\.cookie$/;
/** The header, or the text of it, is built by these. */
const COOKIE_MADE = /^(?:(?:javax|jakarta)\.servlet\.http\.Cookie|org\.springframework\.http\.ResponseCookie\.from)$/;

/** Cookies and the browser's own storage. */
export const browser = defineSinks({
  id: 'browser',
  find(call) {
    const { path, text, args } = call;
    if (path !== null && STORE.test(path))
      return resolvedSink(call, 'cookie', 'browser', 'keeps it in the browser', args().slice(1));
    if (path !== null && COOKIE_MADE.test(path))
      return resolvedSink(call, 'cookie', 'browser', 'makes a cookie of it', args().slice(1));
    return COOKIE.test(text) ? namedSink(text, 'cookie', 'browser', 'sets a cookie', args().slice(1)) : null;
  },
});
