import { actorRedirected } from './actor-redirected.ts';
import { agentAdded } from './agent-added.ts';
import { agentAutonomyGrown } from './agent-autonomy-grown.ts';
import { agentCommandChanged } from './agent-command-changed.ts';
import { agentConfigChanged } from './agent-config-changed.ts';
import { agentInstructed } from './agent-instructed.ts';
import { agentToolChanged } from './agent-tool-changed.ts';
import { appPermissionAdded } from './app-permission-added.ts';
import { assignmentWidened } from './assignment-widened.ts';
import { attemptLimitLoosened } from './attempt-limit-loosened.ts';
import { automationUnregistered } from './automation-unregistered.ts';
import { auditLogRemoved } from './audit-log-removed.ts';
import { detectionWeakened } from './detection-weakened.ts';
import { testWeakened } from './test-weakened.ts';
import { browserProtectionLoosened } from './browser-protection-loosened.ts';
import { cloudPermissionAdded } from './cloud-permission-added.ts';
import { codeLoadedAtRunTime } from './code-loaded-at-run-time.ts';
import { cookieLoosened } from './cookie-loosened.ts';
import { containerIsolationWeakened } from './container-isolation-weakened.ts';
import { credentialCheckWeakened } from './credential-check-weakened.ts';
import { credentialDefault } from './credential-default.ts';
import { credentialHardcoded } from './credential-hardcoded.ts';
import { dataExported } from './data-exported.ts';
import { dataInError } from './data-in-error.ts';
import { dataInResponse } from './data-in-response.ts';
import { dataInToken } from './data-in-token.ts';
import { dataInUrl } from './data-in-url.ts';
import { dataProtectionRemoved } from './data-protection-removed.ts';
import { dataResponseWidened } from './data-response-widened.ts';
import { dataQueued } from './data-queued.ts';
import { dataStored } from './data-stored.ts';
import { dataKeptInBrowser } from './data-kept-in-browser.ts';
import { dataLogged } from './data-logged.ts';
import { dataSentToModel } from './data-sent-to-model.ts';
import { dataSent } from './data-sent.ts';
import { databaseChangeAdded } from './database-change-added.ts';
import { databaseRightGiven } from './database-right-given.ts';
import type { Detector } from './define.ts';
import { authenticationSwitchable } from './authentication-switchable.ts';
import { decisionHardcoded } from './decision-hardcoded.ts';
import { dependencyAdded } from './dependency-added.ts';
import { vendoredCodeAltered } from './vendored-code-altered.ts';
import { vendoredCodeUsed } from './vendored-code-used.ts';
import { dependencySourceChanged } from './dependency-source-changed.ts';
import { dependencyUnpinned } from './dependency-unpinned.ts';
import { dependencyVersionChanged } from './dependency-version-changed.ts';
import { escalationCompleted } from './escalation-completed.ts';
import { fileAccessAdded } from './file-access-added.ts';
import { grantWidened } from './grant-widened.ts';
import { accessPolicyRemoved } from './access-policy-removed.ts';
import { hardeningLoosened } from './hardening-loosened.ts';
import { guardAdded } from './guard-added.ts';
import { guardRedirected } from './guard-redirected.ts';
import { guardRemoved } from './guard-removed.ts';
import { guardWeakened } from './guard-weakened.ts';
import { hiddenTextAdded } from './hidden-text-added.ts';
import { identityProvisioned } from './identity-provisioned.ts';
import { dependencyDowngraded } from './dependency-downgraded.ts';
import { dependencyNameNear } from './dependency-name-near.ts';
import { dependencyRepinned } from './dependency-repinned.ts';
import { remotePackageRun } from './remote-package-run.ts';
import { lockChanged } from './lock-changed.ts';
import { lockDisagrees } from './lock-disagrees.ts';
import { lockIntegrityLost } from './lock-integrity-lost.ts';
import { lockSourceChanged } from './lock-source-changed.ts';
import { installScriptAdded } from './install-script-added.ts';
import { modelProviderChanged } from './model-provider-changed.ts';
import { networkDestinationAdded } from './network-destination-added.ts';
import { processExecutionAdded } from './process-execution-added.ts';
import { routeExposed } from './route-exposed.ts';
import { routeUnguarded } from './route-unguarded.ts';
import { registrationChanged } from './registration-changed.ts';
import { scopeAdded } from './scope-added.ts';
import { secretInResponse } from './secret-in-response.ts';
import { secretReadAdded } from './secret-read-added.ts';
import { sensitiveFieldAdded } from './sensitive-field-added.ts';
import { servicePublished } from './service-published.ts';
import { federationLoosened } from './federation-loosened.ts';
import { checkSwitchedOff } from './check-switched-off.ts';
import { reviewNotRequired } from './review-not-required.ts';
import { scannerSilenced } from './scanner-silenced.ts';
import { sessionLoosened } from './session-loosened.ts';
import { codePattern } from './code-pattern.ts';
import { tlsLoosened } from './tls-loosened.ts';
import { tokenIssued } from './token-issued.ts';
import { tokenLoosened } from './token-loosened.ts';
import { checkoutTokenKept } from './checkout-token-kept.ts';
import { secretsInherited } from './secrets-inherited.ts';
import { triggerWidened } from './trigger-widened.ts';
import { untrustedCheckout } from './untrusted-checkout.ts';
import { untrustedInterpolation } from './untrusted-interpolation.ts';
import { credentialLasts } from './credential-lasts.ts';
import { spoofableCondition } from './spoofable-condition.ts';
import { conditionLost } from './condition-lost.ts';
import { conditionAlwaysTrue } from './condition-always-true.ts';
import { untrustedArtifact } from './untrusted-artifact.ts';
import { environmentWritten } from './environment-written.ts';
import { archivedAction } from './archived-action.ts';
import { vulnerableAction } from './vulnerable-action.ts';
import { discouragedFeature } from './discouraged-feature.ts';
import { roundaboutText } from './roundabout-text.ts';
import { choiceFallsThrough } from './choice-falls-through.ts';
import { publishedWithKey } from './published-with-key.ts';
import { toolOfAnyVersion } from './tool-of-any-version.ts';
import { debugOutput } from './debug-output.ts';
import { localAction } from './local-action.ts';
import { versionCalledOtherwise } from './version-called-otherwise.ts';
import { updatesAtOnce } from './updates-at-once.ts';
import { updatesMergeAlone } from './updates-merge-alone.ts';
import { updatesRunCode } from './updates-run-code.ts';
import { fetchedInTheOpen } from './fetched-in-the-open.ts';
import { packageWithoutLock } from './package-without-lock.ts';
import { environmentComputed } from './environment-computed.ts';
import { ownRunner } from './own-runner.ts';
import { cacheInRelease } from './cache-in-release.ts';
import { registryPassword } from './registry-password.ts';
import { unredactedSecret } from './unredacted-secret.ts';
import { commandsInOutput } from './commands-in-output.ts';
import { unpinnedImage } from './unpinned-image.ts';
import { containsInText } from './contains-in-text.ts';
import { appTokenWide } from './app-token-wide.ts';
import { workflowCodeAdded } from './workflow-code-added.ts';
import { workflowConnectorAdded } from './workflow-connector-added.ts';
import { workflowCredentialAdded } from './workflow-credential-added.ts';
import { workflowCredentialSwapped } from './workflow-credential-swapped.ts';
import { workflowGateRemoved } from './workflow-gate-removed.ts';
import { workflowRoleAssumed } from './workflow-role-assumed.ts';
import { toolDescriptionTurned } from './tool-description-turned.ts';
import { toolNameTaken } from './tool-name-taken.ts';
import { toolServerChanged } from './tool-server-changed.ts';

/** Every detector in this folder. A test fails when a file is missing here. */
export const detectors: readonly Detector[] = [
  agentConfigChanged,
  agentCommandChanged,
  toolServerChanged,
  toolDescriptionTurned,
  toolNameTaken,
  agentAdded,
  agentAutonomyGrown,
  agentInstructed,
  agentToolChanged,
  hiddenTextAdded,
  cloudPermissionAdded,
  scopeAdded,
  grantWidened,
  containerIsolationWeakened,
  appPermissionAdded,
  escalationCompleted,
  modelProviderChanged,
  networkDestinationAdded,
  processExecutionAdded,
  fileAccessAdded,
  codeLoadedAtRunTime,
  databaseChangeAdded,
  databaseRightGiven,
  secretReadAdded,
  secretsInherited,
  credentialCheckWeakened,
  credentialDefault,
  credentialHardcoded,
  dataExported,
  dataInError,
  dataInResponse,
  dataInToken,
  dataInUrl,
  dataKeptInBrowser,
  dataLogged,
  dataProtectionRemoved,
  dataQueued,
  dataResponseWidened,
  dataSent,
  dataSentToModel,
  dataStored,
  dependencyAdded,
  vendoredCodeAltered,
  vendoredCodeUsed,
  dependencySourceChanged,
  dependencyUnpinned,
  dependencyVersionChanged,
  dependencyDowngraded,
  dependencyNameNear,
  dependencyRepinned,
  remotePackageRun,
  lockSourceChanged,
  lockIntegrityLost,
  lockDisagrees,
  lockChanged,
  installScriptAdded,
  secretInResponse,
  sensitiveFieldAdded,
  actorRedirected,
  assignmentWidened,
  attemptLimitLoosened,
  cookieLoosened,
  tokenIssued,
  tokenLoosened,
  sessionLoosened,
  federationLoosened,
  tlsLoosened,
  browserProtectionLoosened,
  hardeningLoosened,
  codePattern,
  auditLogRemoved,
  testWeakened,
  detectionWeakened,
  reviewNotRequired,
  checkSwitchedOff,
  scannerSilenced,
  triggerWidened,
  untrustedInterpolation,
  untrustedCheckout,
  checkoutTokenKept,
  workflowGateRemoved,
  workflowRoleAssumed,
  credentialLasts,
  spoofableCondition,
  conditionAlwaysTrue,
  conditionLost,
  untrustedArtifact,
  environmentWritten,
  ownRunner,
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
  debugOutput,
  versionCalledOtherwise,
  updatesAtOnce,
  updatesMergeAlone,
  updatesRunCode,
  fetchedInTheOpen,
  cacheInRelease,
  registryPassword,
  unredactedSecret,
  commandsInOutput,
  unpinnedImage,
  appTokenWide,
  containsInText,
  workflowCredentialAdded,
  workflowCredentialSwapped,
  workflowCodeAdded,
  workflowConnectorAdded,
  automationUnregistered,
  registrationChanged,
  guardRemoved,
  accessPolicyRemoved,
  guardWeakened,
  guardRedirected,
  guardAdded,
  identityProvisioned,
  decisionHardcoded,
  authenticationSwitchable,
  routeUnguarded,
  routeExposed,
  servicePublished,
];
