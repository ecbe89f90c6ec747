import type { Extractor } from './define.ts';
import { amplifyAccess } from './extractors/amplify-access.ts';
import { androidManifest } from './extractors/android-manifest.ts';
import { appleProperties } from './extractors/apple-properties.ts';
import { airflowHelpers } from './extractors/airflow-helpers.ts';
import { automations } from './extractors/automations.ts';
import { browserExtension } from './extractors/browser-extension.ts';
import { browserProtections } from './extractors/browser-protections.ts';
import { editorExtension } from './extractors/editor-extension.ts';
import { acceptedFields } from './extractors/accepted-fields.ts';
import { agentConfig } from './extractors/agent-config.ts';
import { agentServers } from './extractors/agent-servers.ts';
import { agentSettings } from './extractors/agent-settings.ts';
import { agentInstructions } from './extractors/agent-instructions.ts';
import { agentLimits } from './extractors/agent-limits.ts';
import { agentToolLists } from './extractors/agent-tool-lists.ts';
import { agentToolTexts } from './extractors/agent-tool-texts.ts';
import { agentTools } from './extractors/agent-tools.ts';
import { cdk } from './extractors/cdk.ts';
import { cloudAzure } from './extractors/cloud-azure.ts';
import { cloudGcp } from './extractors/cloud-gcp.ts';
import { cloudKubernetes } from './extractors/cloud-kubernetes.ts';
import { cloudAws } from './extractors/cloud-aws.ts';
import { cloudFormation } from './extractors/cloudformation.ts';
import { conjuncts } from './extractors/conjuncts.ts';
import { containerFiles } from './extractors/container-files.ts';
import { cookieTexts } from './extractors/cookie-texts.ts';
import { cookies } from './extractors/cookies.ts';
import { crewFiles } from './extractors/crew-files.ts';
import { credentialChecks } from './extractors/credential-checks.ts';
import { credentials } from './extractors/credentials.ts';
import { databaseOrm } from './extractors/database-orm.ts';
import { databaseRights } from './extractors/database-rights.ts';
import { databaseSql } from './extractors/database-sql.ts';
import { dataFields } from './extractors/data-fields.ts';
import { dataFlows } from './extractors/data-flows.ts';
import { declaredAccess } from './extractors/declared-access.ts';
import { decisions } from './extractors/decisions.ts';
import { attemptLimits } from './extractors/attempt-limits.ts';
import { auditLogs } from './extractors/audit-logs.ts';
import { boundStatements } from './extractors/bound-statements.ts';
import { branchProtection } from './extractors/branch-protection.ts';
import { codeOwners } from './extractors/code-owners.ts';
import { hiddenFromDiff } from './extractors/hidden-from-diff.ts';
import { inlineSuppressions } from './extractors/inline-suppressions.ts';
import { scannerIgnores } from './extractors/scanner-ignores.ts';
import { updateSettings } from './extractors/update-settings.ts';
import { gradleVerification } from './extractors/gradle-verification.ts';
import { renovate } from './extractors/renovate.ts';
import { pipelineContainers } from './extractors/pipeline-containers.ts';
import { pipelineChecks } from './extractors/pipeline-checks.ts';
import { workflowChecks } from './extractors/workflow-checks.ts';
import { denialTests } from './extractors/denial-tests.ts';
import { detectionRules } from './extractors/detection-rules.ts';
import { enforcement } from './extractors/enforcement.ts';
import { tokenEnds } from './extractors/token-ends.ts';
import { tokenRandomness } from './extractors/token-randomness.ts';
import { dataProtections } from './extractors/data-protections.ts';
import { containerImages } from './extractors/container-images.ts';
import { gradle } from './extractors/gradle.ts';
import { helmCharts } from './extractors/helm-charts.ts';
import { hookRepositories } from './extractors/hook-repositories.ts';
import { maven } from './extractors/maven.ts';
import { nuget } from './extractors/nuget.ts';
import { otherManifests } from './extractors/other-manifests.ts';
import { packageRegistries } from './extractors/package-registries.ts';
import { pythonManifests } from './extractors/python-manifests.ts';
import { recommendedExtensions } from './extractors/recommended-extensions.ts';
import { terraformSources } from './extractors/terraform-sources.ts';
import { workflowUses } from './extractors/workflow-uses.ts';
import { installScripts } from './extractors/install-scripts.ts';
import { overwrittenFields } from './extractors/overwritten-fields.ts';
import { packageCommands } from './extractors/package-commands.ts';
import { dependencies } from './extractors/dependencies.ts';
import { environment } from './extractors/environment.ts';
import { exposure } from './extractors/exposure.ts';
import { files } from './extractors/files.ts';
import { gitlabIncludes } from './extractors/gitlab-includes.ts';
import { pipelineParts } from './extractors/pipeline-parts.ts';
import { goModules } from './extractors/go-modules.ts';
import { hiddenText } from './extractors/hidden-text.ts';
import { guards } from './extractors/guards.ts';
import { hostAccess } from './extractors/host-access.ts';
import { iamPolicies } from './extractors/iam-policies.ts';
import { lockedFields } from './extractors/locked-fields.ts';
import { scriptGuards } from './extractors/script-guards.ts';
import { strippedFields } from './extractors/stripped-fields.ts';
import { locks } from './extractors/locks.ts';
import { methodLimits } from './extractors/method-limits.ts';
import { forwardedAddresses } from './extractors/forwarded-addresses.ts';
import { resourcePolicies } from './extractors/resource-policies.ts';
import { sizeLimits } from './extractors/size-limits.ts';
import { usableRecords } from './extractors/usable-records.ts';
import { lifetimes } from './extractors/lifetimes.ts';
import { kubernetesCommands } from './extractors/kubernetes-commands.ts';
import { kubernetesMarkers } from './extractors/kubernetes-markers.ts';
import { kubernetesPods } from './extractors/kubernetes-pods.ts';
import { kubernetesRoles } from './extractors/kubernetes-roles.ts';
import { modelProviders } from './extractors/model-providers.ts';
import { network } from './extractors/network.ts';
import { packageManifests } from './extractors/package-manifests.ts';
import { processes } from './extractors/process.ts';
import { pulumi } from './extractors/pulumi.ts';
import { remoteCommands } from './extractors/remote-commands.ts';
import { requiredEntries } from './extractors/required-entries.ts';
import { roleCommands } from './extractors/role-commands.ts';
import { runtime } from './extractors/runtime.ts';
import { secretManagers } from './extractors/secret-managers.ts';
import { shellCommands } from './extractors/shell-commands.ts';
import { openPatterns } from './extractors/open-patterns.ts';
import { operationAccess } from './extractors/operation-access.ts';
import { origins } from './extractors/origins.ts';
import { provisioning } from './extractors/provisioning.ts';
import { permittedParams } from './extractors/permitted-params.ts';
import { hardening } from './extractors/hardening.ts';
import { pageEscaping } from './extractors/page-escaping.ts';
import { pageElements } from './extractors/page-elements.ts';
import { permissionAttributes } from './extractors/permission-attributes.ts';
import { podTraffics } from './extractors/pod-traffic.ts';
import { principals } from './extractors/principals.ts';
import { protectedLists } from './extractors/protected-lists.ts';
import { scopesNeeded } from './extractors/scopes-needed.ts';
import { scopesRequested } from './extractors/scopes-requested.ts';
import { terraformAws } from './extractors/terraform-aws.ts';
import { terraformAzure } from './extractors/terraform-azure.ts';
import { terraformGoogle } from './extractors/terraform-google.ts';
import { terraformModules } from './extractors/terraform-modules.ts';
import { teamPatterns } from './extractors/team-patterns.ts';
import { tls } from './extractors/tls.ts';
import { federation } from './extractors/federation.ts';
import { sessions } from './extractors/sessions.ts';
import { structTags } from './extractors/struct-tags.ts';
import { serverHooks } from './extractors/server-hooks.ts';
import { spoofableHeaders } from './extractors/spoofable-headers.ts';
import { tokens } from './extractors/tokens.ts';
import { inputPatterns } from './extractors/input-patterns.ts';
import { canonicalForms } from './extractors/canonical-forms.ts';
import { narrowings } from './extractors/narrowings.ts';
import { spentCodes } from './extractors/spent-codes.ts';
import { tokenEpochs } from './extractors/token-epochs.ts';
import { trustedProxies } from './extractors/trusted-proxies.ts';
import { vaultPolicies } from './extractors/vault-policies.ts';
import { verdicts } from './extractors/verdicts.ts';
import { debugOutput } from './extractors/debug-output.ts';
import { packageSettings } from './extractors/package-settings.ts';
import { addressImports } from './extractors/address-imports.ts';
import { kernelAutonomy } from './extractors/kernel-autonomy.ts';
import { scriptChecks } from './extractors/script-checks.ts';
import { serviceUsers } from './extractors/service-users.ts';
import { workflowHazards } from './extractors/workflow-hazards.ts';
import { workflowNeeds } from './extractors/workflow-needs.ts';
import { workflowPermissions } from './extractors/workflow-permissions.ts';
import { workflowSecrets } from './extractors/workflow-secrets.ts';
import { workflowSteps } from './extractors/workflow-steps.ts';
import { workflowTriggers } from './extractors/workflow-triggers.ts';

/** Every extractor in `extractors/`. A test fails when a file is missing here. */
export const extractors: readonly Extractor[] = [
  agentConfig,
  agentSettings,
  agentServers,
  agentInstructions,
  agentTools,
  agentToolLists,
  agentToolTexts,
  agentLimits,
  crewFiles,
  hiddenText,
  cloudAws,
  cloudGcp,
  cloudAzure,
  cloudKubernetes,
  kubernetesCommands,
  roleCommands,
  hostAccess,
  podTraffics,
  amplifyAccess,
  vaultPolicies,
  scopesNeeded,
  scopesRequested,
  iamPolicies,
  cloudFormation,
  terraformAws,
  terraformGoogle,
  terraformAzure,
  terraformModules,
  cdk,
  pulumi,
  kubernetesRoles,
  kubernetesMarkers,
  kubernetesPods,
  containerFiles,
  androidManifest,
  appleProperties,
  browserExtension,
  editorExtension,
  workflowPermissions,
  workflowNeeds,
  workflowTriggers,
  workflowSecrets,
  workflowSteps,
  workflowHazards,
  serviceUsers,
  scriptChecks,
  kernelAutonomy,
  addressImports,
  packageSettings,
  debugOutput,
  updateSettings,
  automations,
  network,
  processes,
  shellCommands,
  remoteCommands,
  files,
  runtime,
  databaseSql,
  databaseRights,
  databaseOrm,
  environment,
  secretManagers,
  dataFields,
  dataFlows,
  dataProtections,
  modelProviders,
  credentials,
  credentialChecks,
  cookies,
  cookieTexts,
  tokens,
  lifetimes,
  sessions,
  federation,
  tls,
  browserProtections,
  pageElements,
  pageEscaping,
  hardening,
  auditLogs,
  denialTests,
  detectionRules,
  codeOwners,
  branchProtection,
  workflowChecks,
  pipelineChecks,
  pipelineContainers,
  renovate,
  gradleVerification,
  scannerIgnores,
  inlineSuppressions,
  hiddenFromDiff,
  dependencies,
  packageManifests,
  gitlabIncludes,
  pipelineParts,
  airflowHelpers,
  goModules,
  pythonManifests,
  maven,
  gradle,
  nuget,
  otherManifests,
  containerImages,
  workflowUses,
  terraformSources,
  helmCharts,
  hookRepositories,
  recommendedExtensions,
  packageRegistries,
  installScripts,
  packageCommands,
  locks,
  guards,
  boundStatements,
  declaredAccess,
  permissionAttributes,
  requiredEntries,
  verdicts,
  conjuncts,
  methodLimits,
  forwardedAddresses,
  trustedProxies,
  resourcePolicies,
  sizeLimits,
  usableRecords,
  narrowings,
  canonicalForms,
  inputPatterns,
  spoofableHeaders,
  operationAccess,
  serverHooks,
  structTags,
  origins,
  principals,
  lockedFields,
  overwrittenFields,
  scriptGuards,
  strippedFields,
  acceptedFields,
  permittedParams,
  provisioning,
  decisions,
  enforcement,
  tokenEnds,
  spentCodes,
  tokenRandomness,
  attemptLimits,
  tokenEpochs,
  protectedLists,
  openPatterns,
  exposure,
  teamPatterns,
];
