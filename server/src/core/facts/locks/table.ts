import type { LockFormat } from './define.ts';
import { bunLock, composerLock, denoLock, nugetLock, pipfileLock, swiftLock } from './json-locks.ts';
import { chartLock, goSum, gradleLock, mixLock, pubspecLock, terraformLock } from './line-locks.ts';
import { npmLock } from './npm.ts';
import { pnpmLock } from './pnpm.ts';
import { gemfileLock, podfileLock } from './ruby-locks.ts';
import { cargoLock, pythonLocks } from './toml-packages.ts';
import { yarnLock } from './yarn.ts';

export const lockFormats: readonly LockFormat[] = [
  npmLock,
  pnpmLock,
  yarnLock,
  bunLock,
  denoLock,
  pipfileLock,
  pythonLocks,
  goSum,
  gradleLock,
  cargoLock,
  nugetLock,
  gemfileLock,
  composerLock,
  terraformLock,
  podfileLock,
  swiftLock,
  pubspecLock,
  mixLock,
  chartLock,
];

export function lockFormatOf(path: string): LockFormat | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return lockFormats.find(({ fileNames }) => fileNames.includes(name)) ?? null;
}
