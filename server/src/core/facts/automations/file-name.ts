/** `release` of `.github/workflows/release.yml`: what an automation without a name is called by. */
export function fileName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.replace(/(?!^)\.(?:json|ya?ml|toml|py|ts|js|tf|cfg|xml)$/i, '');
}
