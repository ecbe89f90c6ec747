import fs from 'node:fs';
import path from 'node:path';
import { parseNdiff } from '../golden/ndiff.ts';

const golden = path.resolve(import.meta.dirname, '../golden');

const hash = (line: string): string => `# ${line}`;
const slashes = (line: string): string => `// ${line}`;

interface Kind {
  readonly comment: (line: string) => string;
  /** Code without anything to find, as most code is; `N` makes its names unique. */
  readonly plain: string;
}

/** By extension. */
const kinds: Readonly<Record<string, Kind>> = {
  ts: {
    comment: slashes,
    plain: `export function totalN(rows: readonly Row[], limit = 20): number {
  let sum = 0;
  for (const row of rows) {
    if (row.amount > limit && !row.isVoid) sum += row.amount * row.count;
    else sum -= rounded(row.discount, 2);
  }
  return Math.max(sum, labels.length);
}
`,
  },
  tsx: {
    comment: slashes,
    plain: `export function ListN({ rows, onPick }: Props): Element {
  const shown = rows.filter((row) => row.isShown).slice(0, 20);
  if (shown.length === 0) return <p className="empty">No rows</p>;
  return (
    <ul className="list">
      {shown.map((row) => <li key={row.key} onClick={() => onPick(row)}>{row.title}</li>)}
    </ul>
  );
}
`,
  },
  js: {
    comment: slashes,
    plain: `function mergeN(left, right) {
  const result = [];
  while (left.length > 0 && right.length > 0) {
    if (left[0].rank <= right[0].rank) result.push(left.shift());
    else result.push(right.shift());
  }
  return [...result, ...left, ...right];
}
`,
  },
  py: {
    comment: hash,
    plain: `def shift_N(rows, width=20):
    shifted = []
    for index, row in enumerate(rows):
        if row.size > width and not row.empty:
            shifted.append(row.move(index % width))
        else:
            shifted.append(row)
    return sorted(shifted, key=lambda row: row.rank)

`,
  },
  java: {
    comment: slashes,
    plain: `class LedgerN {
  private final List<Row> rows = new ArrayList<>();

  int total(int limit) {
    int sum = 0;
    for (Row row : rows) {
      if (row.amount() > limit) sum += row.amount() * row.count();
    }
    return Math.max(sum, rows.size());
  }
}
`,
  },
  cs: {
    comment: slashes,
    plain: `class LedgerN
{
    private readonly List<Row> rows = new();

    public int Total(int limit)
    {
        var sum = 0;
        foreach (var row in rows) if (row.Amount > limit) sum += row.Amount * row.Count;
        return Math.Max(sum, rows.Count);
    }
}
`,
  },
  rb: {
    comment: hash,
    plain: `def total_N(rows, limit = 20)
  sum = 0
  rows.each do |row|
    next if row.void?
    sum += row.amount * row.count if row.amount > limit
  end
  [sum, rows.length].max
end

`,
  },
  php: {
    comment: slashes,
    plain: `function totalN(array $rows, int $limit = 20): int
{
    $sum = 0;
    foreach ($rows as $row) {
        if ($row->amount > $limit) $sum += $row->amount * $row->count;
    }
    return max($sum, count($rows));
}

`,
  },
  rs: {
    comment: slashes,
    plain: `fn total_N(rows: &[Row], limit: u32) -> u32 {
    let mut sum = 0;
    for row in rows {
        if row.amount > limit && !row.void {
            sum += row.amount * row.count;
        }
    }
    sum.max(rows.len() as u32)
}

`,
  },
  kt: {
    comment: slashes,
    plain: `fun totalN(rows: List<Row>, limit: Int = 20): Int {
    var sum = 0
    for (row in rows) {
        if (row.amount > limit && !row.isVoid) sum += row.amount * row.count
    }
    return maxOf(sum, rows.size)
}

`,
  },
  sh: {
    comment: hash,
    plain: `total_N() {
  local sum=0
  for row in "$@"; do
    if [ "$row" -gt "$limit" ]; then
      sum=$((sum + row))
    fi
  done
  echo "$sum"
}

`,
  },
  go: {
    comment: slashes,
    plain: `func totalN(rows []Row, limit int) int {
	sum := 0
	for _, row := range rows {
		if row.Amount > limit && !row.Void {
			sum += row.Amount * row.Count
		}
	}
	return max(sum, len(rows))
}

`,
  },
  yaml: {
    comment: hash,
    plain: `partN:
  title: Part
  sizes: [10, 20, 40]
  colours:
    - name: dark
      value: '#101418'
    - name: light
      value: '#f4f6f8'
`,
  },
};

export const kindCount = Object.keys(kinds).length;

/** Of the lines of a file, this share comes from golden cases: real files have facts about as often. */
const goldenShare = 0.13;

export interface ChangedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** Files of about so many lines, in each of which something is added; the same ones each time. */
export function* codeSet(count: number, linesPerFile = 300): Generator<ChangedFile> {
  const cases = goldenByExtension();
  const extensions = Object.keys(kinds);
  const goldenLines = linesPerFile * goldenShare;
  for (let number = 0; number < count; number += 1) {
    const extension = extensions[number % extensions.length]!;
    const { comment, plain } = kinds[extension]!;
    const own = cases.get(extension)!;
    const parts: string[] = [];
    for (let lines = 0, at = number; lines < goldenLines; at += 1) {
      parts.push(own[at % own.length]!);
      lines += parts.at(-1)!.split('\n').length;
    }
    for (let lines = goldenLines; lines < linesPerFile; lines += plain.split('\n').length)
      parts.push(plain.replaceAll('N', String(parts.length)));
    const added = [...parts, comment(String(number)), own[(number + 7) % own.length]!];
    const name = `src/part${number % 20}/file${number}.${extension}`;
    yield { path: name, before: parts.join('\n'), after: added.join('\n') };
  }
}

/** `before/` and `after/` below the folder. */
export function writeCodeSet(folder: string, count: number): void {
  for (const { path: name, ...sides } of codeSet(count)) {
    for (const [side, text] of Object.entries(sides)) {
      const file = path.join(folder, side, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
    }
  }
}

/** The after-sides of the golden cases: code that has what the analysis looks for. */
function goldenByExtension(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const names = fs.readdirSync(golden, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ndiff'));
  for (const name of names.sort()) {
    for (const { texts } of parseNdiff(fs.readFileSync(path.join(golden, name), 'utf8'), name)) {
      for (const [file, text] of Object.entries(texts.after)) {
        const extension = path.extname(file).slice(1);
        if (!Object.hasOwn(kinds, extension)) continue;
        found.set(extension, [...(found.get(extension) ?? []), text]);
      }
    }
  }
  return found;
}
