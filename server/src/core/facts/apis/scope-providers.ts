/** Which provider's words a scope is in. */
export type ScopeProvider = 'microsoft-graph' | 'google' | 'github' | 'slack' | 'oauth';

const GITHUB =
  /^(?:repo(?::\w+)?|public_repo|delete_repo|gist|workflow|user(?::\w+)?|notifications|project|codespace|(?:read|write|admin|delete|manage_billing):[\w-]+)$/;
const GRAPH = /^(?:https:\/\/graph\.microsoft\.com\/)?(?:[A-Z][A-Za-z]+(?:-[A-Z]\w+)*(?:\.[A-Z][A-Za-z]+)+|\.default)$/;
const SLACK =
  /^[a-z][a-z_.]*:(?:read|write|history|manage|join|share|basic|write\.(?:public|customize)|read\.(?:email|user))$/;

/** The provider by the scope's own form; `hint` by the library or the place that asks. */
export function providerOfScope(scope: string, hint: ScopeProvider | null): ScopeProvider {
  if (scope.startsWith('https://www.googleapis.com/auth/') || scope.startsWith('https://mail.google.com'))
    return 'google';
  if (GRAPH.test(scope)) return 'microsoft-graph';
  if (hint !== null) return hint;
  if (GITHUB.test(scope)) return 'github';
  return SLACK.test(scope) ? 'slack' : 'oauth';
}

/** As facts compare it: without the address of the API before it. */
export function scopeName(scope: string): string {
  return scope.replace(/^https:\/\/graph\.microsoft\.com\//, '').replace(/^https:\/\/www\.googleapis\.com\/auth\//, '');
}

/** Who somebody is, and nothing else: no permission to do anything. */
const IDENTITY = new Set([
  'openid',
  'profile',
  'email',
  'offline_access',
  'offline',
  'address',
  'phone',
  'userinfo.email',
  'userinfo.profile',
]);

export function isIdentityScope(name: string): boolean {
  return IDENTITY.has(name);
}

/** Scopes of GitHub that hold others. */
const HOLDS: Readonly<Record<string, readonly string[]>> = {
  repo: ['public_repo', 'repo:status', 'repo_deployment', 'repo:invite', 'security_events'],
  user: ['read:user', 'user:email', 'user:follow'],
  project: ['read:project'],
};
const LEVELS = ['read', 'write', 'admin'];

/** `wide` gives all that `narrow` gives, and more. */
export function holdsScope(wide: string, narrow: string): boolean {
  if (wide === narrow) return false;
  if (HOLDS[wide]?.includes(narrow) === true) return true;
  return holdsLevel(wide, narrow) || holdsGraph(wide, narrow) || holdsGoogle(wide, narrow);
}

/** `admin:org` and `read:org`. */
function holdsLevel(wide: string, narrow: string): boolean {
  const [, from = '', area] = /^(read|write|admin):([\w.-]+)$/.exec(narrow) ?? [];
  const [, to = '', other] = /^(read|write|admin):([\w.-]+)$/.exec(wide) ?? [];
  return area !== undefined && area === other && LEVELS.indexOf(to) > LEVELS.indexOf(from);
}

/** `Mail.ReadWrite` and `Mail.Read`; `User.Read.All` and `User.Read`. */
function holdsGraph(wide: string, narrow: string): boolean {
  const parse = (name: string): { area: string; act: number; reach: number } | null => {
    const [, area = '', act = '', all] = /^([A-Z]\w+)\.(ReadBasic|Read|ReadWrite)(\.All|\.Shared)?$/.exec(name) ?? [];
    return area === ''
      ? null
      : {
          area,
          act: ['ReadBasic', 'Read', 'ReadWrite'].indexOf(act),
          reach: all === '.All' ? 2 : all === undefined ? 0 : 1,
        };
  };
  const more = parse(wide);
  const less = parse(narrow);
  if (more === null || less === null || more.area !== less.area) return false;
  return more.act >= less.act && more.reach >= less.reach;
}

/** `drive` and `drive.readonly`, `drive.file`; `cloud-platform` and all of Google Cloud's are not compared. */
function holdsGoogle(wide: string, narrow: string): boolean {
  return /^[a-z][a-z-]*$/.test(wide) && narrow.startsWith(`${wide}.`);
}

/** Scopes that let their holder give itself others, act for anybody, or delete what cannot be restored. */
export const POWERFUL =
  /^(?:admin:\w+|delete_repo|site_admin|(?:Directory|RoleManagement|Application|AppRoleAssignment|Policy|User|Group)\.ReadWrite(?:\.\w+)+|[A-Z]\w+\.FullControl(?:\.All)?|admin(?:\.\w+)*:write|admin\.directory\.\w+)$/;
