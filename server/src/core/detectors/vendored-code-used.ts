import { defineDetector } from './define.ts';

/** Code in a folder of others that comes with the change that first runs it. */
export const vendoredCodeUsed = defineDetector({
  id: 'vendored-code-used',
  facet: 'supply-chain',
  why: 'What stands in a folder for code of others is folded in a review, and runs with all rights of this program.',
  fix: 'Read those files, or compare them with the release they are of; better, let a manifest and its lock name the package.',
  tags: ['CWE-829', 'CWE-506', 'ASI04'],
  *detect(delta) {
    for (const change of delta.added('supply-chain.dependency')) {
      const { action, resource } = change.fact;
      if (action === 'vendor')
        yield { change, message: `Runs code of "${resource.value ?? resource.norm}", which this change brings along.` };
    }
  },
});
