import { describe, expect, test } from 'vitest';
import { readOptions, type ClientFeatures } from '../../server/src/lsp/client-features.ts';
import { toCodeActions } from '../../server/src/lsp/code-actions.ts';
import { toCodeLenses } from '../../server/src/lsp/code-lens.ts';
import { toDiagnostics } from '../../server/src/lsp/diagnostics.ts';
import { toFileReview, type FileReview } from '../../server/src/lsp/file-review.ts';
import { toHover } from '../../server/src/lsp/hover.ts';
import { toInlayHints } from '../../server/src/lsp/inlay-hints.ts';
import { codeSpan, escapeMarkdown, link } from '../../server/src/lsp/markdown.ts';
import { clientCommand, command } from '../../server/src/protocol/messages.ts';
import { sampleFinding, sampleHunk, sampleSet } from './view-samples.ts';

const plain = new Set<string>();
const full = new Set<string>(Object.values(clientCommand));
const toUri = (path: string): string => `file:///w/${path}`;
const markdownClient: ClientFeatures = {
  name: 'an editor',
  pullsDiagnostics: true,
  refreshesDiagnostics: true,
  refreshesLenses: true,
  refreshesHints: true,
  showsProgress: true,
  readsMarkdown: true,
  watchesFiles: true,
  commands: full,
};

function review(given: Parameters<typeof sampleHunk>[0] = {}): FileReview {
  return toFileReview('src/a.ts', [{ view: sampleSet({ hunks: [sampleHunk(given)] }), findings: [] }]);
}

const lensTitles = (of: FileReview, commands = full): readonly (string | undefined)[] =>
  toCodeLenses(of, commands).map((lens) => lens.command?.title);
const markdownOf = (hover: ReturnType<typeof toHover>): string =>
  hover === null ? '' : (hover.contents as { readonly value: string }).value;
const line = (number: number) => ({ start: { line: number, character: 0 }, end: { line: number, character: 0 } });

describe('a file under review', () => {
  test('has no hunks of other files', () => {
    expect(toFileReview('src/b.ts', [{ view: sampleSet(), findings: [] }]).hunks).toEqual([]);
  });

  test('anchors a finding about the earlier side on the words of its line', () => {
    const [hunk] = review().hunks;
    expect(hunk?.findings[0]?.range).toEqual({ start: { line: 2, character: 2 }, end: { line: 2, character: 25 } });
  });
});

describe('code lenses', () => {
  test('say what is left, what the edit does and what one can do', () => {
    const titles = ['◇ 1 to acknowledge · removes requireAdmin, adds s3:PutObject', 'Why', 'Open diff', 'Reject…'];
    expect(lensTitles(review())).toEqual(titles);
  });

  test('lead on to the next hunk that waits, and from the last to the first', () => {
    const hunks = ['1', '2', '3'].map((id) => sampleHunk({ id, ...(id === '2' && { outcome: 'accepted' }) }));
    const lenses = toCodeLenses(toFileReview('src/a.ts', [{ view: sampleSet({ hunks }), findings: [] }]), full);
    const next = lenses.flatMap(({ command: lens }) =>
      lens?.title === 'Next' ? [lens.arguments?.[0] as unknown] : [],
    );
    expect(next).toEqual(['3', '3', '1'].map((hunk) => ({ changeSet: 'c1', hunk })));
  });

  test('offer Accept only when nothing is open', () => {
    const settled = review({ blockedBecause: null, findings: [sampleFinding({ state: 'settled' })] });
    expect(lensTitles(settled)).toContain('Accept');
    expect(lensTitles(review())).not.toContain('Accept');
  });

  test('offer no client command to a client that has none', () => {
    const commands = toCodeLenses(review(), plain).map((lens) => lens.command?.command);
    expect(commands).toEqual(['', command.reject]);
  });

  test('say that an edit was not judged, and why', () => {
    const [title] = lensTitles(review({ judged: false, notJudged: 'no grammar for VCL', findings: [] }));
    expect(title).toMatch(/^◇ not judged, no grammar for VCL/);
  });

  test('name the record of what was decided and offer to undo it', () => {
    const titles = lensTitles(review({ outcome: 'accepted', record: { seq: 409, hash: 'h' }, blockedBecause: null }));
    expect(titles).toEqual(['✓ Accepted, record No. 409', 'Undo']);
  });

  test('leave a rejected hunk alone: its lines are what they were', () => {
    expect(toCodeLenses(review({ outcome: 'rejected' }), full)).toEqual([]);
  });
});

describe('diagnostics', () => {
  test('hold open findings with detector, obligation and evidence', () => {
    const evidence = [
      { path: 'src/a.ts', line: 3, side: 'after', text: 'its own line, which the diagnostic is on' },
      { path: 'src/client.ts', line: 3, side: 'after', text: 'new S3Client({})' },
    ] as const;
    const [found] = toDiagnostics(review({ findings: [sampleFinding({ obligation: 'explain', evidence })] }), toUri);
    expect(found?.relatedInformation).toHaveLength(1);
    expect(found).toMatchObject({
      severity: 2,
      source: 'Countersign',
      code: 'cloud-permission-added',
      message: 'Needs s3:PutObject on ledger-exports.\nAsks you to explain.',
      relatedInformation: [{ location: { uri: 'file:///w/src/client.ts' } }],
      data: { changeSet: 'c1', hunk: 'h1', fingerprint: 'f1' },
    });
  });

  test('leave out what is settled, asks for nothing or is decided', () => {
    expect(toDiagnostics(review({ findings: [sampleFinding({ state: 'settled' })] }), toUri)).toEqual([]);
    expect(toDiagnostics(review({ findings: [sampleFinding({ obligation: 'none' })] }), toUri)).toEqual([]);
    expect(toDiagnostics(review({ outcome: 'accepted' }), toUri)).toEqual([]);
  });

  test('report an edit that could not be judged', () => {
    const [found] = toDiagnostics(review({ judged: false, notJudged: 'binary', findings: [] }), toUri);
    expect(found).toMatchObject({ code: 'not-judged', data: { fingerprint: null } });
  });
});

describe('hover', () => {
  test('shows evidence, reason, rule and fix', () => {
    const client = { ...markdownClient, commands: plain };
    const hover = toHover(review(), { line: 2, character: 4 }, toUri, client);
    for (const part of [
      's3\\:PutObject',
      'file:///w/src/a.ts#L3',
      'countersign\\:recommended\\:7, pack rule r1',
      'Grant it on the bucket only',
      'Asks you to acknowledge',
    ]) {
      expect(markdownOf(hover)).toContain(part);
    }
    expect(hover?.range).toEqual({ start: { line: 2, character: 2 }, end: { line: 2, character: 25 } });
  });

  test('leaves sentence and obligation to the Problem that VS Code draws above it, and ways to act come first', () => {
    const value = markdownOf(toHover(review(), { line: 2, character: 4 }, toUri, markdownClient));
    expect(value).not.toContain('PutObject');
    expect(value).not.toContain('Asks you');
    expect(value.split('\n')[0]).toMatch(/^added · permission .*Review in panel.*Open diff/);
    const settled = review({ findings: [sampleFinding({ state: 'settled' })] }); // in no Problem any more
    const whole = markdownOf(toHover(settled, { line: 2, character: 4 }, toUri, markdownClient));
    expect(whole).toContain('PutObject');
    expect(whole).toContain('Settled');
  });

  test('names each row once, and sets what is quoted as code', () => {
    const why = ['`s3.send` calls PutObject', 'Resolved: every name was followed to its definition.'];
    const hover = toHover(review({ findings: [sampleFinding({ why })] }), { line: 2, character: 4 }, toUri, {
      ...markdownClient,
      commands: plain,
    });
    const value = markdownOf(hover);
    expect(value.match(/\*evidence\*/g)).toHaveLength(1);
    expect(value).toContain('`s3.send` calls PutObject\\.');
  });

  test('shows the findings of the line when the position is on none of them', () => {
    const hover = toHover(review(), { line: 2, character: 80 }, toUri, markdownClient);
    expect(markdownOf(hover)).toContain('PutObject');
    expect(hover?.range).toBeUndefined();
  });

  test('is empty on other lines', () => {
    expect(toHover(review(), { line: 9, character: 0 }, toUri, markdownClient)).toBeNull();
  });

  test('is plain text for a client that reads no markdown', () => {
    const hover = toHover(review(), { line: 2, character: 4 }, toUri, { ...markdownClient, readsMarkdown: false });
    expect(hover?.contents).toMatchObject({ kind: 'plaintext' });
    expect(JSON.stringify(hover)).not.toContain('\\\\');
  });

  test('never runs a command that a workspace names', () => {
    const message = '[x](command:workbench.action.terminal.new) ![i](https://example.invalid) <img src=x> $(zap) `a`';
    const hostile = sampleFinding({ message, impact: message, why: [message, `\`${message}`], fix: `${message}\`` });
    const hover = toHover(review({ findings: [hostile] }), { line: 2, character: 80 }, toUri, markdownClient);
    const value = markdownOf(hover);
    expect(value).toContain('terminal');
    expect(value.replaceAll(/(`+)[^`]+?\1/g, '')).not.toMatch(/\]\(command:workbench|!\[i\]|(?<!\\)<img|(?<!\\)\$\(/);
  });
});

describe('markdown', () => {
  test('keeps any text inside a code span', () => {
    expect(codeSpan('a `b` c')).toBe('``a `b` c``');
    expect(codeSpan('`x`')).toBe('`` `x` ``');
    expect(codeSpan('two\nlines')).toBe('`two lines`');
  });

  test('escapes what could become a link, even across lines', () => {
    expect(escapeMarkdown('a\n\n[b](c)')).toBe('a \\[b\\]\\(c\\)');
    expect(link('t', 'file:///a (b).ts')).toBe('[t](file:///a%20%28b%29.ts)');
  });
});

describe('inlay hints', () => {
  test('stand at the end of the finding', () => {
    const hints = toInlayHints(review(), { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } });
    expect(hints).toEqual([
      { position: { line: 2, character: 25 }, label: '+ Needs s3:PutObject on ledger-exports.', paddingLeft: true },
    ]);
  });

  test('are only those of the range', () => {
    expect(toInlayHints(review(), line(7))).toEqual([]);
  });
});

describe('code actions', () => {
  const uri = toUri('src/a.ts');
  const titles = (of: FileReview, commands = full): readonly string[] =>
    toCodeActions(of, uri, line(2), [], commands).map(({ title }) => title);

  test('acknowledge a finding on its line, with the diagnostic it settles', () => {
    const diagnostics = toDiagnostics(review(), toUri);
    const [first] = toCodeActions(review(), uri, line(2), diagnostics, full);
    expect(first).toMatchObject({
      title: 'Acknowledge: Needs s3:PutObject on ledger-exports.',
      diagnostics,
      command: { command: command.acknowledge, arguments: [{ changeSet: 'c1', hunk: 'h1', fingerprint: 'f1' }] },
    });
  });

  test('mend what a finding is about where the answer is known, in the file itself', () => {
    const remedy = { title: 'Lower issues to read', range: line(3), newText: 'issues: read' };
    const hunks = review().hunks.map((hunk) => ({
      ...hunk,
      findings: hunk.findings.map((finding) => ({ ...finding, remedy })),
    }));
    const [first] = toCodeActions({ path: 'src/a.ts', hunks }, uri, line(2), [], plain);
    expect(first).toEqual({
      title: 'Lower issues to read',
      kind: 'quickfix',
      isPreferred: true,
      edit: { changes: { [uri]: [{ range: line(3), newText: 'issues: read' }] } },
    });
  });

  test('never fill in an explanation', () => {
    const explained = review({ findings: [sampleFinding({ obligation: 'explain' })] });
    expect(titles(explained)).toContain('Explain in the review: Needs s3:PutObject on ledger-exports.');
    expect(titles(explained, plain)).toEqual(['Reject this edit']);
  });

  test('offer Accept only when nothing is open', () => {
    expect(titles(review({ blockedBecause: null, findings: [] }))).toContain('Accept this edit');
    expect(titles(review())).not.toContain('Accept this edit');
  });

  test('offer nothing away from the edit', () => {
    expect(toCodeActions(review(), uri, line(20), [], full)).toEqual([]);
  });
});

describe('options', () => {
  test('of the wrong type keep their defaults', () => {
    expect(readOptions({ watch: 'yes', ignore: [1], maxFileBytes: -4, trusted: false, other: 1 })).toEqual({
      trusted: false,
    });
    expect(readOptions(null)).toEqual({});
  });
});
