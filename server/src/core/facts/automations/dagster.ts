import type { FileReading } from '../define.ts';
import { callsIn, declaredName, environmentSecrets, optionsOf, textOfOption, type CodeCall } from './code-calls.ts';
import { automation, defineAutomation, type FoundIdentity, type FoundPart, type FoundTrigger } from './define.ts';
import { fileName } from './file-name.ts';
import { hostsBelow, modelHosts, onceByName } from './hosts.ts';

/** A file of definitions is one: jobs, assets, schedules and sensors name each other. @see https://docs.dagster.io/ (1.11) */
export const dagster = defineAutomation({
  id: 'dagster',
  title: 'Dagster definitions',
  languages: ['python'],
  words: [['dagster']],
  *find(reading) {
    const steps = callsIn(
      reading,
      /^dagster\.(?:asset|multi_asset|op|graph|job|graph_asset|define_asset_job)$/,
    ).flatMap((call) => partOf(reading, call));
    const triggers = callsIn(
      reading,
      /^dagster\.(?:schedule|ScheduleDefinition|sensor|asset_sensor|run_status_sensor|multi_asset_sensor|SensorDefinition|build_schedule_from_partitioned_job|AutomationCondition\.on_cron)$/,
    ).map((call) => triggerOf(reading, call));
    const [first] = [...steps, ...triggers];
    if (first === undefined) return;
    const hosts = hostsBelow(reading, reading.unit.tree.root);
    yield automation({
      name: fileName(reading.unit.path),
      node: first.node,
      triggers: [...triggers, { name: 'started by hand', type: 'manual', by: 'insiders', node: first.node }],
      steps,
      identities: onceByName([...environmentSecrets(reading), ...variables(reading)]),
      connectors: hosts,
      models: modelHosts(hosts),
      // What depends on the asset is held up where it does not pass.
      waits: callsIn(reading, /^dagster\.asset_check$/).flatMap((call) => {
        const isBlocking = optionsOf(reading, call).get('blocking');
        if (isBlocking === undefined || reading.unit.textOf(isBlocking) !== 'True') return [];
        const name = declaredName(reading, call.decorated) ?? 'check';
        return [{ name, operator: 'asset check', node: call.call }];
      }),
    });
  },
});

function partOf(reading: FileReading, call: CodeCall): readonly FoundPart[] {
  const name = textOfOption(reading, optionsOf(reading, call), 'name') ?? declaredName(reading, call.decorated);
  return name === null ? [] : [{ name, detail: call.path.replace('dagster.', ''), node: call.call }];
}

function triggerOf(reading: FileReading, call: CodeCall): FoundTrigger {
  const time = textOfOption(reading, optionsOf(reading, call), 'cron_schedule');
  const isSchedule = /schedule|on_cron/i.test(call.path);
  const name = time ?? declaredName(reading, call.decorated) ?? call.path.replace('dagster.', '');
  return isSchedule
    ? { name, type: 'schedule', by: 'nobody', node: call.call }
    : { name, type: 'event', by: 'insiders', detail: 'what its sensor sees', node: call.call };
}

/** `EnvVar("TOKEN")` */
function variables(reading: FileReading): readonly FoundIdentity[] {
  return callsIn(reading, /^dagster\.EnvVar$/).flatMap(({ args, call }): readonly FoundIdentity[] => {
    const value = args[0]?.value();
    return value?.kind === 'text'
      ? [{ type: 'credential', name: `$${value.text}`, lifetime: 'static', grants: [], node: call }]
      : [];
  });
}
