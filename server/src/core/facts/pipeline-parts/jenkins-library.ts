import { readJenkinsCalls } from '../automations/jenkins-blocks.ts';
import { repositoryOf } from '../locks/define.ts';
import { partOf } from '../workflows/workflow.ts';
import { definePipelineParts } from './define.ts';

/** `@Library('steps@v1')`, `library identifier: 'steps@main', retriever: …`. @see https://www.jenkins.io/doc/book/pipeline/shared-libraries/ (2.528) */
export const jenkinsLibrary = definePipelineParts({
  id: 'jenkins-library',
  languages: ['groovy'],
  word: 'ibrary',
  *partsOf({ unit }) {
    for (const call of readJenkinsCalls(unit.tree.text)) {
      if (call.name !== 'Library' && call.name !== 'library') continue;
      const remote = /\bremote\s{0,5}:\s{0,5}["']([^"'\n]{1,300})["']/.exec(call.args)?.[1];
      const node = partOf(unit.tree.root, call.start, call.end);
      for (const { text } of call.texts) {
        const parts = /^([\w.-]{1,80})(?:@([\w./-]{1,120}))?$/.exec(text);
        if (parts === null) continue;
        const [, name = '', version = ''] = parts;
        yield { name: remote === undefined ? name : `${name} of ${repositoryOf(remote)}`, version, node };
        // What follows an identifier says where it is and how it is fetched.
        if (call.name === 'library') break;
      }
    }
  },
});
