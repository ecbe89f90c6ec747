import { nodeDisk, type Disk, type DiskFile } from '../../../server/src/host/durable.ts';

/** The given disk, whose step number `index` (0-based, counted over all operations that write) fails with `code`. */
export function failAt(disk: Disk, index: number, code: string): Disk {
  let count = 0;
  return observe(disk, () => {
    if (count++ === index) throw Object.assign(new Error(`${code}: injected`), { code });
  });
}

/** Names of the steps that an act takes, in order. */
export async function countSteps(act: (disk: Disk) => Promise<unknown>): Promise<string[]> {
  const steps: string[] = [];
  await act(observe(nodeDisk, (step) => void steps.push(step)));
  return steps;
}

function observe(disk: Disk, before: (step: string) => void): Disk {
  const wrap =
    <A extends unknown[], R>(step: string, act: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      before(step);
      return await act(...given);
    };
  return {
    ...disk,
    open: async (...given) => {
      before('open');
      return observeFile(await disk.open(...given), before);
    },
    rename: wrap('rename', disk.rename),
    unlink: wrap('unlink', disk.unlink),
    symlink: wrap('symlink', disk.symlink),
    syncDirectory: wrap('syncDirectory', disk.syncDirectory),
  };
}

function observeFile(file: DiskFile, before: (step: string) => void): DiskFile {
  return {
    write: async (bytes) => {
      before('write');
      await file.write(bytes);
    },
    setPermissions: async (permissions) => {
      before('setPermissions');
      await file.setPermissions(permissions);
    },
    truncate: async (sizeBytes) => {
      before('truncate');
      await file.truncate(sizeBytes);
    },
    sync: async () => {
      before('sync');
      await file.sync();
    },
    close: async () => {
      await file.close(); // a failing close still closes: the tests must not leak handles
      before('close');
    },
  };
}
