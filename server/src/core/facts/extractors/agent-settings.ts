import { settingSite } from '../agent-config/setting.ts';
import { settingsOf } from '../agent-config/settings-of.ts';
import { defineExtractor } from '../define.ts';

/** What the configuration of agents and editors runs, connects to and allows, one fact each. */
export const agentSettings = defineExtractor({
  id: 'agent-settings',
  kinds: ['agent.config', 'agent.autonomy'],
  languages: 'all',
  *extract(reading) {
    for (const setting of settingsOf(reading).settings) yield settingSite(setting, reading.unit.path);
  },
});
