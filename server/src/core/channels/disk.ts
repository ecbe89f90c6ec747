import { defineChannel } from './define.ts';

/** Another process wrote the files. Who, nobody said. */
export const disk = defineChannel({
  id: 'disk',
  title: 'the disk watcher',
  claims: 'unattributed',
  held: false,
  claimedBy: 'watcher',
});
