import * as assert from 'node:assert/strict';

describe('a suite that fails', () => {
  it('passes one test', () => {});

  it('fails another', () => {
    assert.equal(1, 2);
  });
});
