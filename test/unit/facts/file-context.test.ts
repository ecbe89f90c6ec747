import { expect, test } from 'vitest';
import { fileContextOf } from '../../../server/src/core/facts/file-context.ts';

test.each([
  ['src/main/java/org/docs/Writer.java', []],
  ['app/src/main/kotlin/com/example/demo/App.kt', []],
  ['src/test/java/com/acme/AppTest.java', ['test']],
  ['samples/web/src/main/java/com/acme/App.java', ['example']],
  ['src/main/java/com/acme/generated/Api.java', ['generated']],
  ['src/main/resources/docs/index.html', ['docs']],
  ['docs/Writer.java', ['docs']],
])('packages of the JVM say nothing of what a file is for: %s', (path, expected) => {
  const context = fileContextOf(path, 'text');
  expect(Object.entries(context).flatMap(([name, is]) => (is ? [name] : []))).toEqual(expected);
});
