/** How a program of a script says where it connects. */
export interface ConnectingProgram {
  /** `url`: an argument is a URL or a host; `host`: the first one, `user@host`; `remote-path`: those that are `host:path`. */
  readonly says: 'url' | 'host' | 'remote-path';
  /** Options whose next word belongs to them; a short one may stand last in a cluster: `-sSo FILE`. */
  readonly valued: RegExp;
  /** The option that carries the place. */
  readonly option?: RegExp;
  /** First words after which it connects; others do something else. */
  readonly verbs?: ReadonlySet<string>;
}

const CURL =
  /^(?:-[a-zA-Z#]*[AbcCdDeEFhHKmoPQrtTuUvwxXyYz]|--(?:data(?:-\w+)?|header|request|user|user-agent|output|output-dir|cookie|cookie-jar|form(?:-string)?|upload-file|config|max-time|connect-timeout|retry(?:-\w+)?|referer|proxy(?:-\w+)?|cacert|cert|key|resolve|range|write-out|json|url-query|limit-rate|interface))$/;
const WGET =
  /^(?:-[a-zA-Z]*[oOaUPtTwQeAR]|--(?:output-document|output-file|header|user|password|post-data|post-file|body-data|method|user-agent|timeout|tries|directory-prefix))$/;

/** Sources: the manual pages of curl 8, wget 1.25, OpenSSH 10, rsync 3.4, git 2.51, nmap's ncat 7.98. */
export const connectingPrograms: ReadonlyMap<string, ConnectingProgram> = new Map<string, ConnectingProgram>([
  ['curl', { says: 'url', valued: CURL, option: /^--url$/ }],
  ['wget', { says: 'url', valued: WGET }],
  ['wget2', { says: 'url', valued: WGET }],
  ['aria2c', { says: 'url', valued: /^-[doxsj]$/ }],
  [
    'git',
    { says: 'url', valued: /^-[bocC]$|^--(?:branch|depth|origin|config)$/, verbs: new Set(['clone', 'ls-remote']) },
  ],
  ['ssh', { says: 'host', valued: /^-[bBcDeEFIiJLlmOopQRSWw]$/ }],
  ['scp', { says: 'remote-path', valued: /^-[cDFiJloPSX]$/ }],
  ['sftp', { says: 'host', valued: /^-[bBcDFiJloPRSsX]$/ }],
  ['rsync', { says: 'remote-path', valued: /^-[efBTM]$|^--(?:rsh|exclude|include|filter|files-from)$/ }],
  ['nc', { says: 'host', valued: /^-[a-z]*[pqsTwXxIOim]$/ }],
  ['ncat', { says: 'host', valued: /^-[a-z]*[pswi]$|^--(?:proxy|ssl-cert|ssl-key)$/ }],
  ['telnet', { says: 'host', valued: /^-[blneSX]$/ }],
]);

/** Programs that print what a server answers. */
export const DOWNLOADS: ReadonlySet<string> = new Set(['curl', 'wget', 'wget2']);
export const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'zsh', 'dash', 'ksh', 'ash', 'fish']);
/** Run what they read when they are given no file. */
export const INTERPRETERS = /^(?:python[\d.]*|node|deno|ruby|perl|php|pwsh)$/;
/** Run the rest of the words with the rights of somebody else. */
export const AS_SOMEBODY_ELSE: ReadonlySet<string> = new Set(['sudo', 'doas', 'pkexec', 'run0']);
/** Run the rest of the words as they are. */
export const PREFIXES: ReadonlySet<string> = new Set([
  ...AS_SOMEBODY_ELSE,
  ...[
    'command',
    'exec',
    'env',
    'nohup',
    'time',
    'timeout',
    'nice',
    'ionice',
    'xargs',
    'builtin',
    'stdbuf',
    'setsid',
    'retry',
  ],
]);
/** Their options whose next word belongs to them. */
export const PREFIX_VALUED = /^-[ugpCDhRTtUnILPsdka]$/;
