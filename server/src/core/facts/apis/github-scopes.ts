import { readGraph } from './client-graph.ts';

/** Scopes of classic tokens and OAuth apps, by path: the first row that fits. Source: GitHub's reference of scopes, 2026-11. */
const rows: readonly (readonly [path: RegExp, read: string | null, write: string | null, remove?: string])[] = [
  [/^\/repos\/[^/]+\/[^/]+\/hooks\b/, 'read:repo_hook', 'write:repo_hook', 'admin:repo_hook'],
  [/^\/repos\/[^/]+\/[^/]+\/statuses\b/, 'repo:status', 'repo:status'],
  [/^\/repos\/[^/]+\/[^/]+\/invitations\b/, 'repo:invite', 'repo:invite'],
  [/^\/repos\/[^/]+\/[^/]+$/, 'repo', 'repo', 'delete_repo'],
  [/^\/(?:repos|repositories)\b/, 'repo', 'repo'],
  [/^\/orgs\/[^/]+\/hooks\b/, 'admin:org_hook', 'admin:org_hook'],
  [/^\/orgs\/[^/]+\/packages\b/, 'read:packages', 'write:packages', 'delete:packages'],
  [/^\/orgs\/[^/]+\/repos$/, 'repo', 'repo'],
  [/^\/orgs\/[^/]+\/projects\b/, 'read:project', 'project'],
  [/^\/orgs\/[^/]+\/actions\b/, 'admin:org', 'admin:org'],
  [/^\/orgs\/[^/]+\/audit-log\b/, 'read:audit_log', null],
  [/^\/(?:orgs|organizations|teams)\b/, 'read:org', 'admin:org'],
  [/^\/enterprises\b/, 'read:enterprise', 'admin:enterprise'],
  [/^\/gists\b/, null, 'gist'],
  [/^\/notifications\b/, 'notifications', 'notifications'],
  [/^\/projects\b/, 'read:project', 'project'],
  [/^\/codespaces\b|^\/user\/codespaces\b/, 'codespace', 'codespace'],
  [/^\/user\/emails?\b/, 'user:email', 'user'],
  [/^\/user\/keys\b/, 'read:public_key', 'write:public_key', 'admin:public_key'],
  [/^\/user\/gpg_keys\b/, 'read:gpg_key', 'write:gpg_key', 'admin:gpg_key'],
  [/^\/user\/ssh_signing_keys\b/, 'read:ssh_signing_key', 'write:ssh_signing_key', 'admin:ssh_signing_key'],
  [/^\/user\/repos\b/, 'repo', 'repo'],
  [/^\/user\/(?:orgs|teams|memberships)\b/, 'read:org', 'write:org'],
  [/^\/user\/follow/, 'read:user', 'user:follow'],
  [/^\/user\/packages\b/, 'read:packages', 'write:packages', 'delete:packages'],
  [/^\/user$/, 'read:user', 'user'],
];

/** The scope that a request of GitHub's REST API asks for; null when it asks for none. */
export function githubScope(method: string, path: string): string | null {
  const plain = path.replace(/[?#].*$/, '').replace(/\/$/, '');
  const row = rows.find(([pattern]) => pattern.test(plain));
  if (row === undefined) return null;
  const [, read, write, remove] = row;
  if (method === 'GET' || method === 'HEAD') return read;
  return method === 'DELETE' ? (remove ?? write) : write;
}

/** Groups of Octokit's methods -> a path of theirs. */
const groups: Readonly<Record<string, string>> = {
  repos: '/repos/o/r/x',
  git: '/repos/o/r/git',
  pulls: '/repos/o/r/pulls',
  issues: '/repos/o/r/issues',
  reactions: '/repos/o/r/reactions',
  actions: '/repos/o/r/actions',
  dependabot: '/repos/o/r/dependabot',
  codeScanning: '/repos/o/r/code-scanning',
  secretScanning: '/repos/o/r/secret-scanning',
  orgs: '/orgs/o',
  teams: '/orgs/o/teams',
  gists: '/gists',
  packages: '/user/packages',
  projects: '/projects',
  codespaces: '/codespaces',
};

/** Methods whose group does not say what they act on. */
const methods: Readonly<Record<string, readonly [method: string, path: string]>> = {
  'repos.delete': ['DELETE', '/repos/o/r'],
  'repos.createForAuthenticatedUser': ['POST', '/user/repos'],
  'repos.createInOrg': ['POST', '/orgs/o/repos'],
  'repos.createCommitStatus': ['POST', '/repos/o/r/statuses'],
  'repos.createWebhook': ['POST', '/repos/o/r/hooks'],
  'repos.updateWebhook': ['PATCH', '/repos/o/r/hooks'],
  'repos.deleteWebhook': ['DELETE', '/repos/o/r/hooks'],
  'repos.listWebhooks': ['GET', '/repos/o/r/hooks'],
  'repos.getWebhook': ['GET', '/repos/o/r/hooks'],
  'orgs.createWebhook': ['POST', '/orgs/o/hooks'],
  'orgs.updateWebhook': ['PATCH', '/orgs/o/hooks'],
  'orgs.deleteWebhook': ['DELETE', '/orgs/o/hooks'],
  'orgs.listWebhooks': ['GET', '/orgs/o/hooks'],
  'users.getAuthenticated': ['GET', '/user'],
  'users.updateAuthenticated': ['PATCH', '/user'],
  'users.listEmailsForAuthenticatedUser': ['GET', '/user/emails'],
  'users.addEmailForAuthenticatedUser': ['POST', '/user/emails'],
  'users.createPublicSshKeyForAuthenticatedUser': ['POST', '/user/keys'],
  'users.deletePublicSshKeyForAuthenticatedUser': ['DELETE', '/user/keys'],
  'users.createGpgKeyForAuthenticatedUser': ['POST', '/user/gpg_keys'],
  'activity.listNotificationsForAuthenticatedUser': ['GET', '/notifications'],
  'activity.markNotificationsAsRead': ['PUT', '/notifications'],
};

/** The scope behind `octokit.rest.repos.createOrUpdateFileContents`; null when it asks for none or is not known. */
export function octokitScope(group: string, method: string): string | null {
  const known = Object.hasOwn(methods, `${group}.${method}`) ? methods[`${group}.${method}`]! : null;
  if (known !== null) return githubScope(known[0], known[1]);
  // Secrets, variables and runners of an organisation.
  if (/Org(?:anization)?(?:[A-Z]|$)/.test(method) && group === 'actions') return githubScope('POST', '/orgs/o/actions');
  const path = Object.hasOwn(groups, group) ? groups[group]! : null;
  if (path === null) return null;
  const verb = /^(?:get|list|check|compare|download)/.test(method)
    ? 'GET'
    : /^(?:delete|remove)/.test(method)
      ? 'DELETE'
      : 'POST';
  return githubScope(verb, path);
}

/** PyGithub, from a client on. What only reads public things asks for no scope. */
export const githubGraph = readGraph(`
github: getrepo >repo
  getorganization >organisation
  getuser >user
  getgist >gist
repo: createfile/updatefile/deletefile/creategitcommit/creategitref/creategittag/creategittree/creategitblob/createpull/createissue/createlabel/createmilestone/creategitrelease/creategittagandrelease/createcomment/merge/addtocollaborators/removefromcollaborators/edit/createdeployment/createsecret/createvariable/createrepositorydispatch/createfork repo
  createhook/edithook write:repo_hook
  delete delete_repo
  getissue/getpull >issue
  getbranch >branch
issue: createcomment/createissuecomment/edit/merge/createreview/addtolabels/addtoassignees/createreviewrequest repo
branch: editprotection/removeprotection/addrequiredsignatures repo
organisation: createrepo repo
  invite/inviteuser/addtomembers/removefrommembers/createteam/edit/createsecret/removeoutsidecollaborator admin:org
  createhook/edithook/deletehook admin:org_hook
  getrepo >repo
  getteam >team
team: addmembership/addtomembers/removemembership/removefrommembers/addtorepos/removefromrepos/edit/delete admin:org
user: createrepo repo
  creategist gist
  createkey write:public_key
  edit user
  getrepo >repo
gist: edit/delete/createcomment gist
`);
