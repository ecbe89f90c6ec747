/** Names that forms have by their rules, which say nothing of what is in them: the folder does. */
const PLAIN = /^(?:workflow|definition|config|flow|flows|main|index|dag|blueprint|template|action)$/i;

/** `release` of `.github/workflows/release.yml`: what an automation without a name is called by. */
export function fileName(path: string): string {
  const [name = '', folder = ''] = path.split('/').toReversed();
  const bare = name.replace(/(?!^)\.(?:json|ya?ml|toml|py|ts|js|tf|cfg|xml)$/i, '');
  if (bare === '.gitlab-ci') return 'pipeline';
  return PLAIN.test(bare) && folder !== '' ? folder.replace(/^\.(?=\w)/, '') : bare;
}
