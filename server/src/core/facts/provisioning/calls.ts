export interface ProvisioningCall {
  readonly action: 'create-user' | 'assign-role' | 'impersonate' | 'issue-key';
  readonly norm: string;
}

const GIVES = '(?:add|assign|grant|give|set|promote|make|attach|sync|put|elevate)';
const CREATE_USER =
  /^(?:create|register|provision|insert|add|new|import|sync)(?: (?:new|local|scim|ldap|sso|oauth|saml|jit|the|a))* (?:users?|account|super ?user|admin(?: user)?|user account|user with email and password)(?: (?:async|from .*|for .*|if .*|by .*|with .*|account))?$/;
const ASSIGN = new RegExp(
  `^${GIVES}(?: (?:user|users|member|new|default|global|org|the|a))*(?: (?:to|in|as|into|with))?(?: (?:the|a))* (?:roles?|admin|administrator|super ?user|staff|owner|group|groups|custom user claims|custom claims)(?: (?:async|to .*|for .*|by .*))?$|^promote(?: (?:user|member))?(?: to .*)?$|^(?:add|invite) (?:user|member|users|members) to (?:group|team|org\\w*|workspace|tenant|project|role)(?: async)?$`,
);
const IMPERSONATE =
  /^(?:impersonate(?: (?:user|account|customer|as))*|(?:log ?in|sign ?in|act|authenticate|run) as(?: (?:user|customer|member|another user))?|switch (?:to )?user|become user|masquerade(?: as)?|start impersonation|begin impersonation)(?: async)?$/;
const ISSUE =
  /^(?:create|generate|issue|mint|new|provision|make)(?: (?:new|user|scoped|the|an|a))* (api keys?|api tokens?|access keys?|personal access tokens?|service accounts?(?: keys?| tokens?)?|deploy tokens?|service tokens?|robot accounts?|machine tokens?|plain text token)(?: (?:for .*|async|with .*))?$/;
/** `prisma.apiKey.create(…)`: what a store of keys is given anew is a key. */
const KEYS_KEPT =
  /(?:^| )(api keys?|api tokens?|access keys?|personal access tokens?|service accounts?|deploy tokens?|service tokens?)(?: (?:objects|model|repository|repo|table|collection))?$/;
const KEEPS = /^(?:create|insert|save|add|create one|insert one|create async|create many)(?: \w+)?$/;
const OTHER =
  /\b(?:test|mock|fake|fixture|seed|dto|schema|model|type|form|view|page|component|button|modal|dialog|ui|event|aws|iam|k8s|kube|rbac|css|aria|html|dom|element|policy)\b/;

/** What a call gives, by its name and by what it is called on, both in words. */
export function provisioningCall(name: string, holder: string): ProvisioningCall | null {
  if (OTHER.test(name) || OTHER.test(holder)) return null;
  const issued = ISSUE.exec(name)?.[1];
  if (issued !== undefined) return { action: 'issue-key', norm: issued.replace(/s$/, '') };
  if (IMPERSONATE.test(name)) return { action: 'impersonate', norm: 'user' };
  if (CREATE_USER.test(name)) return { action: 'create-user', norm: /super ?user|admin/.test(name) ? 'admin' : 'user' };
  if (ASSIGN.test(name))
    return {
      action: 'assign-role',
      norm: /admin|super ?user|staff|owner/.exec(name)?.[0].replace(' ', '') ?? 'dynamic',
    };
  const kept = KEYS_KEPT.exec(holder)?.[1];
  if (kept !== undefined && KEEPS.test(name)) return { action: 'issue-key', norm: kept.replace(/s$/, '') };
  const isOfUsers =
    /(?:^| )(?:users?|user model|user objects|user manager|user repository|user repo|users repository|user service|users collection)$/.test(
      holder,
    );
  if (
    isOfUsers &&
    /^(?:create|create async|insert|insert one|insert many|create many|create user|create super user|create superuser)$/.test(
      name,
    )
  )
    return { action: 'create-user', norm: /super/.test(name) ? 'admin' : 'user' };
  if (
    /(?:^| )(?:groups|roles|user permissions|permissions)$/.test(holder) &&
    /\b(?:user|member|account)\b/.test(holder) &&
    /^(?:add|set|push|append|attach|connect)$/.test(name)
  )
    return { action: 'assign-role', norm: 'dynamic' };
  return null;
}
