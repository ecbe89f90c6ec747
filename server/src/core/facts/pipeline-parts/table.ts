import type { PipelineParts } from './define.ts';
import { gitlabInclude } from './gitlab-include.ts';
import { jenkinsLibrary } from './jenkins-library.ts';
import { orb } from './orb.ts';
import { pipelineRepository } from './pipeline-repository.ts';
import { prefectPull } from './prefect-pull.ts';
import { tektonResolver } from './tekton-resolver.ts';

/** Every syntax in this folder. A test fails when a file is missing here. */
export const pipelineParts: readonly PipelineParts[] = [
  gitlabInclude,
  orb,
  jenkinsLibrary,
  pipelineRepository,
  tektonResolver,
  prefectPull,
];
