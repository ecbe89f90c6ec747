/** One act at a time, in the order they were asked for; one that throws does not stop the next. */
export function takeTurns(): <T>(act: () => Promise<T> | T) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const mine = last.then(act);
    last = mine.catch(() => undefined);
    return mine;
  };
}
