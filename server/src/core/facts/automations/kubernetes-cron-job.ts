import type { FileReading } from '../define.ts';
import { manifestsOf, objectAt, podOf, textAt, type Manifest } from '../kubernetes/manifest.ts';
import { entryOf } from '../objects.ts';
import { automation, defineAutomation, type FoundAutomation } from './define.ts';
import { modelHosts, onceByName } from './hosts.ts';
import { containersOf, containerStep, hostsOfPod, secretsOf, serviceAccountOf } from './kubernetes-secrets.ts';
import { labelsOf } from './labels.ts';

/** @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ (1.34) */
export const kubernetesCronJob = defineAutomation({
  id: 'kubernetes-cron-job',
  title: 'Kubernetes CronJob',
  languages: ['yaml', 'json'],
  words: [['CronJob', 'schedule']],
  *find(reading) {
    for (const manifest of manifestsOf(reading)) if (manifest.kind === 'CronJob') yield toAutomation(reading, manifest);
  },
});

function toAutomation(reading: FileReading, manifest: Manifest): FoundAutomation {
  const { name, node } = manifest;
  const spec = objectAt(reading, node, 'spec');
  const pod = podOf(reading, manifest);
  const schedule = textAt(reading, spec, 'schedule');
  const isSuspended = textAt(reading, spec, 'suspend') === 'true';
  const hosts = pod === null ? [] : onceByName(hostsOfPod(reading, pod));
  return automation({
    name: name === '' ? 'CronJob' : name,
    node: entryOf(reading, node, 'kind') ?? node,
    triggers: [
      {
        name: schedule ?? 'schedule',
        type: 'schedule',
        by: 'nobody',
        ...(isSuspended ? { detail: 'suspended' } : {}),
        node: (spec === null ? null : entryOf(reading, spec, 'schedule')) ?? node,
      },
    ],
    steps: pod === null ? [] : containersOf(reading, pod).map((each) => containerStep(reading, each)),
    identities: pod === null ? [] : [serviceAccountOf(reading, pod), ...onceByName(secretsOf(reading, pod))],
    connectors: hosts,
    models: modelHosts(hosts),
    ...labelsOf(reading, objectAt(reading, node, 'metadata')),
    gaps: pod === null ? ['Its pod could not be read.'] : [],
  });
}
