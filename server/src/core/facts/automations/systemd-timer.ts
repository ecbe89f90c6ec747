import type { FileReading } from '../define.ts';
import { partOf } from '../workflows/workflow.ts';
import { automation, defineAutomation, type FoundIdentity, type FoundPart, type FoundTrigger } from './define.ts';
import { hostsOfText, modelHosts } from './hosts.ts';
import { isSecretName } from './secrets.ts';

/**
 * A timer, and a service that a timer may start: a service of its own runs once, or all the time.
 * @see https://www.freedesktop.org/software/systemd/man/latest/systemd.timer.html (257)
 */
export const systemdTimer = defineAutomation({
  id: 'systemd-timer',
  title: 'systemd timer',
  languages: ['systemd'],
  words: [['[Timer]'], ['[Service]', 'oneshot']],
  *find(reading) {
    const settings = settingsOf(reading);
    const { path } = reading.unit;
    const name = path.slice(path.lastIndexOf('/') + 1);
    const of = (section: string, key: RegExp): readonly Setting[] =>
      settings.filter((each) => each.section === section && key.test(each.key));
    const times = of('Timer', /^On(?:Calendar|BootSec|StartupSec|UnitActiveSec|UnitInactiveSec|ActiveSec)$/);
    const commands = of('Service', /^Exec(?:Start|StartPre|StartPost)$/);
    const [first] = settings;
    if (first === undefined || (times.length === 0 && commands.length === 0)) return;
    const hosts = commands.flatMap(({ value, node }) => hostsOfText(value, node).map((host) => ({ ...host, node })));
    const unit = of('Timer', /^Unit$/)[0]?.value ?? name.replace(/\.timer$/, '.service');
    const service = commands.length > 0;
    yield automation({
      name,
      node: (times[0] ?? first).node,
      triggers: service
        ? []
        : times.map(({ key, value, node }): FoundTrigger => ({
            name: value,
            type: 'schedule',
            by: 'nobody',
            detail: key,
            node,
          })),
      steps: service
        ? commands.map(({ value, node }): FoundPart => ({ name: value, node }))
        : [{ name: unit, detail: 'the unit that it starts', node: first.node }],
      identities: service
        ? [
            userOf(of('Service', /^(?:User|DynamicUser)$/), first),
            ...secretsOf(of('Service', /^(?:Environment|EnvironmentFile|LoadCredential|SetCredential)$/)),
          ]
        : [],
      connectors: hosts,
      models: modelHosts(hosts),
      purpose: of('Unit', /^Description$/)[0]?.value ?? null,
      gaps: service ? ['What starts it stands in its timer.'] : [`What it does and as whom stands in ${unit}.`],
    });
  },
});

interface Setting {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  readonly node: FoundPart['node'];
}

const MAX_LINES = 5_000;

export function settingsOf({ unit }: FileReading): readonly Setting[] {
  const { text, root } = unit.tree;
  const found: Setting[] = [];
  let section = '';
  let at = 0;
  for (const line of text.split('\n').slice(0, MAX_LINES)) {
    const header = /^\s*\[([\w -]{1,60})\]\s*$/.exec(line)?.[1];
    const equals = line.indexOf('=');
    if (header !== undefined) section = header;
    else if (equals > 0 && !/^\s*[#;]/.test(line))
      found.push({
        section,
        key: line.slice(0, equals).trim(),
        value: line.slice(equals + 1).trim(),
        node: partOf(root, at, at + line.length),
      });
    at += line.length + 1;
  }
  return found;
}

export function userOf(settings: readonly Setting[], first: Setting): FoundIdentity {
  const given = settings.find(({ key }) => key === 'User');
  const name =
    given?.value ?? (settings.some(({ value }) => /^(?:yes|true|1|on)$/i.test(value)) ? 'a user of its own' : 'root');
  return { type: 'user', name, lifetime: 'unknown', grants: [], node: (given ?? first).node };
}

function secretsOf(settings: readonly Setting[]): readonly FoundIdentity[] {
  return settings.flatMap(({ key, value, node }): readonly FoundIdentity[] => {
    if (key === 'LoadCredential' || key === 'SetCredential')
      return [{ type: 'credential', name: `credential ${value.split(':')[0]!}`, lifetime: 'static', grants: [], node }];
    if (key === 'EnvironmentFile')
      return [
        { type: 'credential', name: `variables of ${value.replace(/^-/, '')}`, lifetime: 'static', grants: [], node },
      ];
    const name = /^["']?([A-Za-z_]\w{0,80})=/.exec(value)?.[1];
    return name !== undefined && isSecretName(name)
      ? [{ type: 'credential', name: `$${name}`, lifetime: 'static', grants: [], node }]
      : [];
  });
}
