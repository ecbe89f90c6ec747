import { describe, expect, it } from 'vitest';
import { nodeDisk, type Disk } from '../../../server/src/host/durable.ts';
import { snapshotOfBytes } from '../../../server/src/host/files.ts';
import { agentWrites, landedOn, tenLines as ten, undecided, withTenLines as withFile } from './landed-bench.ts';

describe('an edit that was accepted before it was written', () => {
  const five = ten.replace('5', 'five');
  const side = (text: string) => snapshotOfBytes(Buffer.from(text), '100644');
  const accepted = (before: string, after: string) => ({
    before: side(before),
    after: side(after),
    author: { agent: 'claude-code', session: 's' },
    isAccepted: true,
  });

  it('is part of the baseline when exactly that is on disk, and nothing less exact is', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    channel.expect('a.ts', accepted(ten, five));
    await agentWrites(channel, files, 'a.ts', `${five}more\n`);
    expect(undecided(channel)).toEqual({ 'a.ts': [ten, `${five}more\n`] });
    await agentWrites(channel, files, 'a.ts', five);
    expect(undecided(channel)).toEqual({});
    await agentWrites(channel, files, 'a.ts', ten);
    expect(undecided(channel)).toEqual({ 'a.ts': [five, ten] });
    await agentWrites(channel, files, 'a.ts', five.replaceAll('\n', '\r\n'));
    expect(undecided(channel)).toEqual({ 'a.ts': [five, five.replaceAll('\n', '\r\n')] });
  });

  it('takes nothing along that nobody has decided on', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    const other = ten.replace('9', 'nine');
    await agentWrites(channel, files, 'a.ts', other);
    channel.expect('a.ts', accepted(other, other.replace('5', 'five')));
    await agentWrites(channel, files, 'a.ts', other.replace('5', 'five'));
    expect(undecided(channel)).toEqual({ 'a.ts': [five, other.replace('5', 'five')] });
    const same = other.replace('5', 'five').replace('nine', 'neun');
    channel.expect('a.ts', accepted(other.replace('5', 'five'), same));
    await agentWrites(channel, files, 'a.ts', same);
    expect(undecided(channel)).toEqual({ 'a.ts': [five, same] });
  });

  it('is still awaited when an earlier edit of the same file arrives meanwhile', async () => {
    const files = withFile();
    const second = five.replace('7', 'seven');
    let isEarlierSeen = false;
    const disk: Disk = {
      ...nodeDisk,
      open: (...given) => {
        if (isEarlierSeen) channel.expect('a.ts', accepted(five, second));
        isEarlierSeen = false;
        return nodeDisk.open(...given);
      },
    };
    const channel = await landedOn(files, { disk });
    channel.expect('a.ts', { ...accepted(ten, five), isAccepted: false });
    isEarlierSeen = true;
    await agentWrites(channel, files, 'a.ts', five);
    expect(isEarlierSeen).toBe(false);
    await agentWrites(channel, files, 'a.ts', second);
    expect(undecided(channel)).toEqual({ 'a.ts': [ten.replace('7', 'seven'), second] });
  });

  it('and another one on top of it, before anybody looked, leave nothing to review', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    const both = five.replace('7', 'seven');
    channel.expect('a.ts', accepted(ten, five));
    channel.expect('a.ts', accepted(five, both));
    await agentWrites(channel, files, 'a.ts', both);
    expect(undecided(channel)).toEqual({});
  });

  it('on top of one that nobody had to accept leaves that one', async () => {
    const files = withFile();
    const channel = await landedOn(files);
    const both = five.replace('7', 'seven');
    channel.expect('a.ts', { ...accepted(ten, five), isAccepted: false });
    channel.expect('a.ts', accepted(five, both));
    await agentWrites(channel, files, 'a.ts', both);
    expect(undecided(channel)).toEqual({ 'a.ts': [ten.replace('7', 'seven'), both] });
  });
});
