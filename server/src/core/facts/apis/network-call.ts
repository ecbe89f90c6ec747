/** Which argument of a call is the place it connects to. */
export interface NetworkCall {
  /** Positional index and keyword or option name of the URL or host. */
  readonly url: readonly [index: number, name: string];
  /** Upper case; `argument:N` when it is the call's own. */
  readonly method?: string;
  /** Option of the client's constructor that URLs are relative to. */
  readonly base?: string;
  /** The first argument may be an options object with these keys instead. */
  readonly options?: readonly string[];
  /** The place is what the object was made with: `URL("…").readText()`. */
  readonly ofObject?: true;
  /** It may as well be a file: only URLs are read. */
  readonly onlyUrls?: true;
  /** It connects only with this symbol as that argument. */
  readonly when?: readonly [index: number, path: string];
  /** What the argument is when it is no URL. */
  readonly port?: readonly [index: number, name: string];
  /** The argument was made step by step, and one of these steps names the URL; lower case. A constructor is a step too. */
  readonly built?: readonly string[];
  /** The steps that made the object the call is on name the URL: `new URL(…).openStream()`; for clients, their base. */
  readonly receiver?: readonly string[];
}
