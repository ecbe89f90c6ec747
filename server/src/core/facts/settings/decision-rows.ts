import type { SettingRow } from './define.ts';
import { SWITCH } from './define.ts';
import { protects, waives } from './meanings.ts';
import { serverRows } from './server-rows.ts';
import { systemRows } from './system-rows.ts';

const sign = {
  kind: 'identity.principal',
  values: SWITCH,
  loose: 'off',
  otherwise: null,
  id: 'authentication',
  title: 'authentication',
} as const;

/** Settings that say whether anybody is asked who they are. Sources: what public programs call them, 2026-11. */
export const decisionRows: readonly SettingRow[] = [
  {
    ...sign,
    names:
      'disableauth authdisabled disableauthentication authenticationdisabled skipauth skipauthentication bypassauth authbypass noauth disablelogin skiplogin logindisabled ' +
      'allowanonymous allowanonymousaccess anonymousaccess anonymousenabled enableanonymous unauthenticatedaccess allowunauthenticated allowunauthenticatedaccess disablesecurity securitydisabled disableauthorization authorizationdisabled skipauthorization',
    means: waives,
    when: ({ node, callee }) => node.kind !== 'call' || !/^(?:get|is|has)/.test(callee),
  },
  {
    ...sign,
    names:
      'authenabled enableauth enableauthentication authenticationenabled requireauth requireauthentication authrequired authenticationrequired loginrequired requirelogin enforceauth securityenabled xpacksecurityenabled authorizationenabled enableauthorization',
    means: protects,
    when: ({ node, callee }) => node.kind !== 'call' || !/^(?:get|is|has)/.test(callee),
  },
  ...serverRows,
  ...systemRows,
];
