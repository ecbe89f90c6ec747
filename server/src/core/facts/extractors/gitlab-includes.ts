import { automationsOf } from '../automations/find-automations.ts';
import { defineExtractor } from '../define.ts';
import { itemsAt, textAt } from '../kubernetes/manifest.ts';
import { asObject, asTexts, documentObjects, entryOf, valueOfKey } from '../objects.ts';
import { FILE_SUBJECT } from '../subjects.ts';
import { known } from '../to-fact.ts';

/** Pipelines of other servers that GitLab runs as part of this one, where no hash holds them. @see https://docs.gitlab.com/ci/yaml/#includeremote (18.6) */
export const gitlabIncludes = defineExtractor({
  id: 'gitlab-includes',
  kinds: ['supply-chain.remote-code'],
  languages: ['yaml'],
  *extract(reading) {
    if (!automationsOf(reading).some(({ kind }) => kind.id === 'gitlab-ci')) return;
    for (const root of documentObjects(reading)) {
      const given = valueOfKey(reading, root, 'include');
      if (given === null) continue;
      const one = asObject(reading, given);
      const named = (one === null ? itemsAt(reading, root, 'include') : [one]).flatMap((item) => {
        const url = textAt(reading, item, 'remote');
        const isHeld = textAt(reading, item, 'integrity') !== null;
        return url === null || isHeld ? [] : [{ url, node: entryOf(reading, item, 'remote') ?? item }];
      });
      const plain = asTexts(reading, given).map(({ text, node }) => ({ url: text, node }));
      for (const { url, node } of [...named, ...plain].filter((each) => /^https?:\/\//.test(each.url)))
        yield {
          kind: 'supply-chain.remote-code',
          action: 'run',
          resource: { kind: 'url', value: known(url), norm: url },
          node,
          evidence: [{ node, role: 'declaration' }],
          tier: 'proven',
          why: [`GitLab fetches ${url} for each pipeline, and runs what stands in it.`],
          subject: FILE_SUBJECT,
        };
    }
  },
});
