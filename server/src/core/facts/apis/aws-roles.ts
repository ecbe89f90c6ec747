/** Roles of people, and of other accounts, which are taken rather than given. */
const OTHERS = /participant|principal|guest|assum|federat|identity|cross|target|member|user|consumer|master/i;

const ROLE = /(?:role_?arn|(?:execution|service|access|iam|infrastructure|compute|task|job)_?role)$/i;

/** A parameter that gives a service the role it shall take: `RoleArn`, `executionRoleArn`, `ServiceRole`. */
export function isServiceRole(parameter: string): boolean {
  return ROLE.test(parameter) && !OTHERS.test(parameter);
}
