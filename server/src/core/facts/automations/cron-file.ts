import { partOf } from '../workflows/workflow.ts';
import { automation, defineAutomation } from './define.ts';
import { fileName } from './file-name.ts';
import { hostsOfText, modelHosts } from './hosts.ts';
import { firstLine } from './texts.ts';

/** @see https://man7.org/linux/man-pages/man5/crontab.5.html */
export const cronFile = defineAutomation({
  id: 'cron-file',
  title: 'cron job',
  languages: ['crontab'],
  words: [['*'], ['@']],
  *find({ unit }) {
    const { text, root } = unit.tree;
    // In /etc the sixth field is the user.
    const hasUser = /(?:^|\/)(?:etc\/crontab$|cron\.d\/)/.test(unit.path);
    let at = 0;
    for (const line of text.split('\n').slice(0, MAX_LINES)) {
      const node = partOf(root, at, at + line.length);
      at += line.length + 1;
      const match = LINE.exec(line);
      if (match === null) continue;
      const [, schedule = '', rest = ''] = match;
      const user = hasUser ? /^(\S+)\s/.exec(rest)?.[1] : undefined;
      const command = user === undefined ? rest : rest.slice(user.length).trim();
      const hosts = hostsOfText(command, node).map((host) => ({ ...host, node }));
      yield automation({
        name: firstLine(command),
        node,
        triggers: [{ name: schedule.trim(), type: 'schedule', by: 'nobody', node }],
        steps: [{ name: firstLine(command), node }],
        identities: [{ type: 'user', name: user ?? 'the owner of the table', lifetime: 'unknown', grants: [], node }],
        connectors: hosts,
        models: modelHosts(hosts),
        gaps: user === undefined && !hasUser ? [`Whose table ${fileName(unit.path)} is stands nowhere in it.`] : [],
      });
    }
  },
});

const MAX_LINES = 2_000;
const LINE =
  /^\s*(@(?:reboot|yearly|annually|monthly|weekly|daily|midnight|hourly)\s|(?:[\d*][\d*/,-]{0,59}\s+){3}(?:(?:[\d*][\d*/,-]{0,59}|[A-Za-z]{3}(?:[,-][A-Za-z]{3}){0,11})\s+){2})\s*(\S.{0,2000})$/;
