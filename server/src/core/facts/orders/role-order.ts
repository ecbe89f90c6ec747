/** Chains of role names, lowest first. Two roles in no common chain are not ordered. */
export const builtInRoleOrder: readonly (readonly string[])[] = [
  ['anonymous', 'guest', 'user', 'member', 'editor', 'moderator', 'manager', 'admin', 'owner', 'superadmin'],
  ['reader', 'viewer', 'contributor', 'writer', 'editor', 'maintainer', 'admin', 'owner', 'root'],
  ['user', 'customer', 'support', 'staff', 'admin', 'superuser'],
  ['read', 'write', 'admin'],
];
