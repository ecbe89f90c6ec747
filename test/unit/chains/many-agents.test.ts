import { expect, it } from 'vitest';
import type { ChainSide, FoundChain } from '../../../server/src/core/chains/define.ts';
import { findChains } from '../../../server/src/core/chains/find-chains.ts';
import { without } from '../../../server/src/core/chains/new-chains.ts';
import { legs } from '../../../server/src/core/model/agent-reach.ts';
import type { Fact } from '../../../server/src/core/model/fact.ts';

const at = { line: 0, character: 0 };
const range = { start: at, end: at };

/** So many agents that can do all three, and as many facts of tools; `read` counts how often those are looked at. */
function sideOf(count: number, read: () => void): ChainSide {
  const numbers = Array.from({ length: count }, (_, number) => number);
  const facts = numbers.map((number): Fact => {
    const fact = { id: `fact ${number}`, kind: 'agent.tool', subject: { type: 'tool', symbol: `tool t${number}` } };
    return new Proxy(fact as unknown as Fact, {
      get(target, key): unknown {
        if (key === 'kind') read();
        return Reflect.get(target, key);
      },
    });
  });
  const agents = numbers.map((number) => ({
    name: `agent ${number}`,
    scope: `desk.py agent ${number}`,
    parts: [
      {
        name: `t${number}`,
        range,
        legs: legs.map((leg) => ({ leg, words: leg })),
        calls: null,
        isAsked: false,
        tier: 'resolved' as const,
      },
    ],
    refused: [],
  }));
  return {
    passages: new Map(),
    files: new Map(),
    facts: new Map([['desk.py', facts]]),
    agents: new Map([['desk.py', { agents, functions: [], asked: [], context: [] }]]),
  };
}

it('facts of tools are looked at a few times each, however many agents there are', () => {
  let read = 0;
  const nothing: ChainSide = { passages: new Map(), facts: new Map(), agents: new Map(), files: new Map() };
  const side = sideOf(500, () => (read += 1));
  const { detected, failures } = findChains(nothing, side, { isChanged: () => true, isInSet: () => true });
  expect(failures).toEqual([]);
  expect(detected[0]?.factIds).toEqual(['fact 0']);
  expect(detected.length).toBeGreaterThan(100);
  expect(read).toBeLessThan(5 * 500);
});

it('chains that were there before are found without a search for each', () => {
  let read = 0;
  const one = (number: number): FoundChain =>
    ({
      get key() {
        read += 1;
        return 'all three';
      },
      ends: `agent ${number}`,
    }) as unknown as FoundChain;
  const now = Array.from({ length: 1_000 }, (_, number) => one(number));
  const old = Array.from({ length: 999 }, (_, number) => one(999 - number));
  expect(without(now, old).map(({ ends }) => ends)).toEqual(['agent 0']);
  expect(read).toBeLessThan(10 * 1_000);
});

it('chains are matched by their ends first, then by what they are, each once', () => {
  const chain = (key: string, ends: string): FoundChain => ({ key, ends }) as unknown as FoundChain;
  const now = [chain('a', 'new'), chain('a', 'one'), chain('a', 'other'), chain('b', 'one')];
  const ends = (old: readonly FoundChain[]): readonly string[] => without(now, old).map((each) => each.ends);
  expect(ends([chain('a', 'one')])).toEqual(['new', 'other', 'one']);
  expect(ends([chain('a', 'one'), chain('a', 'gone')])).toEqual(['other', 'one']);
  expect(ends([chain('b', 'gone')])).toEqual(['new', 'one', 'other']);
});
