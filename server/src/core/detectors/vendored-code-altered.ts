import { defineDetector } from './define.ts';

/** Code in a folder of others that was there, and is another now. */
export const vendoredCodeAltered = defineDetector({
  id: 'vendored-code-altered',
  facet: 'supply-chain',
  why: 'What stands in a folder for code of others is folded in a review, and runs with all rights of this program as before.',
  fix: 'Compare it with the release it is of. What is your own change to it belongs in a fork or a patch that says so.',
  tags: ['CWE-829', 'CWE-506', 'ASI04'],
  *detect(delta) {
    for (const change of delta.of('supply-chain.dependency', 'redirected')) {
      const { action, resource } = change.fact;
      if (action === 'alter')
        yield {
          change,
          message: `Changes code of "${resource.value ?? resource.norm}", which is of others and runs here already.`,
        };
    }
  },
});
