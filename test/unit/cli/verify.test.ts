import { expect, test } from 'vitest';
import { countersignHere } from '../../cli/run-here.ts';
import { ledgerId } from '../records/sealed.ts';
import { repository } from '../host/scratch.ts';

test('an anchor that cannot be read is a mistake of who gave it, as is one that names no head', async () => {
  const files = repository();
  files.write('kept/heads.txt', `Countersign-Head: ${ledgerId} 1 ${'a'.repeat(64)}\n`);
  const verify = (anchor: string) => countersignHere(['verify', '--anchor', anchor], { directory: files.root });
  expect(await verify('kept/heads.txt')).toMatchObject({
    exitCode: 2,
    output: expect.stringContaining(`names No. 1 of the ledger ${ledgerId}, which is not here at all`) as string,
  });
  const refused = (words: string) => ({ exitCode: 2, output: '', errors: expect.stringContaining(words) as string });
  expect(await verify('nothing')).toMatchObject(refused('CS4001  "nothing" names no head of a ledger.'));
  expect(await verify('kept')).toMatchObject(refused('CS4001  "kept" could not be read: it is a directory.'));
});

test('a folder that holds no ledger is not one without a fault', async () => {
  const files = repository();
  files.write('kept/report.html', '');
  expect(await countersignHere(['verify', 'kept'], { directory: files.root })).toMatchObject({
    exitCode: 2,
    errors: expect.stringContaining('"kept" holds no ledger.') as string,
  });
});
