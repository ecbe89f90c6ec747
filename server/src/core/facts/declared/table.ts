import type { RouteFinder } from '../define.ts';
import { casbinPolicies } from './casbin-policies.ts';
import { cdkAuthorizers } from './cdk-authorizers.ts';
import { cedarPolicies } from './cedar-policies.ts';
import { envoyFilters } from './envoy-filters.ts';
import { firebaseRules } from './firebase-rules.ts';
import { gatewayAuthorizers } from './gateway-authorizers.ts';
import { hasuraPermissions } from './hasura-permissions.ts';
import { kubernetesAccess } from './kubernetes-access.ts';
import { openapiSecurity } from './openapi-security.ts';
import { kongPlugins } from './kong-plugins.ts';
import { proxyMiddleware } from './proxy-middleware.ts';
import { realtimeRules } from './realtime-rules.ts';
import { regoPolicies } from './rego-policies.ts';
import { securityXml } from './security-xml.ts';
import { webServers } from './web-servers.ts';

/** Every form in which configuration says who may do what. A test fails when a file is missing here. */
export const declaredAccess: readonly RouteFinder[] = [
  firebaseRules,
  realtimeRules,
  securityXml,
  webServers,
  proxyMiddleware,
  kongPlugins,
  kubernetesAccess,
  openapiSecurity,
  gatewayAuthorizers,
  hasuraPermissions,
  regoPolicies,
  cedarPolicies,
  casbinPolicies,
  cdkAuthorizers,
  envoyFilters,
];
