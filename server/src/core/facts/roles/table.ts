import { cdkRoles } from './cdk.ts';
import { cloudFormationRoles } from './cloudformation.ts';
import type { RoleForm } from './define.ts';
import { serverlessRoles } from './serverless.ts';
import { terraformRoles } from './terraform.ts';

/** The first that reads a file has it. */
export const roleForms: readonly RoleForm[] = [serverlessRoles, cloudFormationRoles, terraformRoles, cdkRoles];
