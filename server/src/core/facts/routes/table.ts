import type { RouteFinder } from '../define.ts';
import { aspnetPolicies } from './aspnet-policies.ts';
import { aspnet } from './aspnet.ts';
import { declaredAccess } from '../declared/table.ts';
import { django } from './django.ts';
import { endpoints } from './endpoints.ts';
import { express } from './express.ts';
import { fastapi } from './fastapi.ts';
import { fastify } from './fastify.ts';
import { flask } from './flask.ts';
import { goRoutes } from './go.ts';
import { graphqlBuilders } from './graphql-builders.ts';
import { graphqlResolvers } from './graphql-resolvers.ts';
import { graphqlSchema } from './graphql-schema.ts';
import { graphqlShield } from './graphql-shield.ts';
import { grpc } from './grpc.ts';
import { hono } from './hono.ts';
import { javaAnnotations } from './java-annotations.ts';
import { koa } from './koa.ts';
import { laravelControllers } from './laravel-controllers.ts';
import { laravel } from './laravel.ts';
import { nestjs } from './nestjs.ts';
import { nextActions } from './next-actions.ts';
import { nextMiddleware } from './next-middleware.ts';
import { next } from './next.ts';
import { policies } from './policies.ts';
import { policyClasses } from './policy-classes.ts';
import { railsConditions } from './rails-conditions.ts';
import { railsRoutes } from './rails-routes.ts';
import { rails } from './rails.ts';
import { springSecurity } from './spring-security.ts';
import { springSwitches } from './spring-switches.ts';
import { sveltekit } from './sveltekit.ts';
import { trpc } from './trpc.ts';

/** Every framework in `routes/`. A test fails when a file is missing here. */
export const routeFinders: readonly RouteFinder[] = [
  express,
  koa,
  hono,
  endpoints,
  fastify,
  nestjs,
  next,
  trpc,
  nextActions,
  nextMiddleware,
  sveltekit,
  graphqlResolvers,
  graphqlShield,
  graphqlBuilders,
  graphqlSchema,
  policies,
  flask,
  fastapi,
  django,
  javaAnnotations,
  springSecurity,
  springSwitches,
  rails,
  railsRoutes,
  railsConditions,
  policyClasses,
  laravel,
  laravelControllers,
  aspnet,
  aspnetPolicies,
  goRoutes,
  grpc,
  ...declaredAccess,
];
