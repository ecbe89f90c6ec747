import { containerSite } from '../containers.ts';
import { defineExtractor } from '../define.ts';
import { manifestsOf, objectAt, textAt } from '../kubernetes/manifest.ts';
import { nodesWithin } from '../nodes-within.ts';
import { entryOf } from '../objects.ts';

/** Kinds whose containers stand in steps and templates, at any depth. */
const KINDS =
  /^(?:(?:Cluster)?Task|StepAction|(?:Task|Pipeline)Run|Pipeline|TriggerTemplate|(?:Cron|Cluster)?Workflow(?:Template)?|ClusterWorkflowTemplate|Sensor)$/;
const GROUPS = /^(?:tekton\.dev|triggers\.tekton\.dev|argoproj\.io)\//;

/** Steps of Tekton and Argo that can do what the node can. @see https://tekton.dev/docs/pipelines/tasks/ (2026-11) */
export const pipelineContainers = defineExtractor({
  id: 'pipeline-containers',
  kinds: ['permission.grant'],
  languages: ['yaml', 'json'],
  *extract(reading) {
    for (const { kind, node, subject } of manifestsOf(reading)) {
      if (!KINDS.test(kind) || !GROUPS.test(textAt(reading, node, 'apiVersion') ?? '')) continue;
      for (const object of nodesWithin(reading.unit, ['object'], node)) {
        const security = objectAt(reading, object, 'securityContext');
        if (security === null || textAt(reading, security, 'privileged') !== 'true') continue;
        yield containerSite({
          grant: 'privileged',
          of: textAt(reading, object, 'name') ?? 'a step',
          setting: 'yes',
          node: entryOf(reading, security, 'privileged') ?? security,
          subject,
          why: '`privileged` takes every wall between it and the node away.',
        });
      }
    }
  },
});
