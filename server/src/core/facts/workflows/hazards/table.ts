import { archivedAction } from './archived-action.ts';
import { vulnerableAction } from './vulnerable-action.ts';
import { discouragedFeature } from './discouraged-feature.ts';
import { roundaboutText } from './roundabout-text.ts';
import { choiceFallsThrough } from './choice-falls-through.ts';
import { publishedWithKey } from './published-with-key.ts';
import { toolOfAnyVersion } from './tool-of-any-version.ts';
import { localAction } from './local-action.ts';
import { packageWithoutLock } from './package-without-lock.ts';
import { environmentComputed } from './environment-computed.ts';
import { appTokenWide } from './app-token-wide.ts';
import { cacheInRelease } from './cache-in-release.ts';
import { commandsInOutput } from './commands-in-output.ts';
import { conditionAlwaysTrue } from './condition-always-true.ts';
import { containsInText } from './contains-in-text.ts';
import type { Hazard } from './define.ts';
import { environmentWritten } from './environment-written.ts';
import { ownRunner } from './own-runner.ts';
import { registryPassword } from './registry-password.ts';
import { spoofableCondition } from './spoofable-condition.ts';
import { unpinnedImage } from './unpinned-image.ts';
import { unredactedSecret } from './unredacted-secret.ts';
import { untrustedArtifact } from './untrusted-artifact.ts';
import { versionCalledOtherwise } from './version-called-otherwise.ts';

/** Every hazard in this folder. A test fails when a file is missing here. */
export const hazards: readonly Hazard[] = [
  spoofableCondition,
  conditionAlwaysTrue,
  containsInText,
  untrustedArtifact,
  environmentWritten,
  ownRunner,
  cacheInRelease,
  registryPassword,
  unredactedSecret,
  commandsInOutput,
  unpinnedImage,
  appTokenWide,
  packageWithoutLock,
  environmentComputed,
  archivedAction,
  vulnerableAction,
  discouragedFeature,
  roundaboutText,
  choiceFallsThrough,
  publishedWithKey,
  toolOfAnyVersion,
  localAction,
  versionCalledOtherwise,
];
