/** `grant_read_write` -> `grantReadWrite`; what is written so already stays. */
export function camelCase(name: string): string {
  return name.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `RolePolicyAttachment` -> `role_policy_attachment`, `BucketIAMMember` -> `bucket_iam_member`. */
export function snakeCase(name: string): string {
  return name
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
