import { settingsOf, userOf } from '../automations/systemd-timer.ts';
import { defineExtractor } from '../define.ts';
import { known } from '../to-fact.ts';

/** As whom a service of systemd runs; of one that a timer starts, its automation says so. */
export const serviceUsers = defineExtractor({
  id: 'service-users',
  kinds: ['workflow.identity'],
  languages: ['systemd'],
  *extract(reading) {
    const settings = settingsOf(reading).filter(({ section }) => section === 'Service');
    const [first] = settings;
    if (first === undefined || reading.unit.tree.text.includes('oneshot')) return;
    const { name, node } = userOf(
      settings.filter(({ key }) => /^(?:User|DynamicUser)$/.test(key)),
      first,
    );
    const { path } = reading.unit;
    yield {
      kind: 'workflow.identity',
      action: 'run-as',
      resource: { kind: 'user', value: known(name) },
      node,
      evidence: [{ node, role: 'declaration' }],
      tier: 'proven',
      why: [`It acts as \`${name}\`.`],
      qualifiers: { lifetime: 'unknown' },
      subject: { type: 'workflow', symbol: path.slice(path.lastIndexOf('/') + 1), exposure: 'internal' },
    };
  },
});
