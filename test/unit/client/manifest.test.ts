import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { commands, panelCommands } from '../../../client/src/command-table.ts';
import { editorChords } from '../../../client/words/editor-chords.ts';
import { reviewTools } from '../../../server/src/protocol/review-tools.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const workbench = path.join(
  root,
  'test/workbench/node_modules/code-server/lib/vscode/out/vs/code/browser/workbench/workbench.js',
);
const words = JSON.parse(fs.readFileSync(path.join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
const raw = fs.readFileSync(path.join(root, 'package.json'), 'utf8');
const manifest = JSON.parse(raw, (_, value: unknown) => spoken(value)) as {
  readonly icon: string;
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category: string;
      readonly icon?: string;
    }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly keybindings: readonly Readonly<Record<'command' | 'key' | 'mac' | 'when', string>>[];
    readonly languageModelTools: readonly {
      readonly name: string;
      readonly displayName: string;
      readonly modelDescription: string;
    }[];
    readonly configuration: {
      readonly properties: Readonly<
        Record<
          string,
          {
            readonly markdownDescription: string;
            readonly default: unknown;
            readonly scope: string;
            readonly order: number;
          }
        >
      >;
    };
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly description: string;
        readonly media: { readonly svg?: string; readonly image?: Readonly<Record<string, string>> };
      }[];
    }[];
  };
};
const { contributes } = manifest;

/** As VS Code does: `%key%` stands for the words of package.nls.json. */
function spoken(value: unknown): unknown {
  const key = typeof value === 'string' ? /^%([^%]+)%$/.exec(value)?.[1] : undefined;
  return key === undefined ? value : words[key];
}

const saidIn = /"(?:title|name|contents|description|markdownDescription|label|altText|category)":"([^"]+)"/g;

describe('the manifest', () => {
  test('contributes exactly the commands of the table', () => {
    const table = [
      ...commands.map((row) => ({
        command: `countersign.${row.name}`,
        title: row.title,
        category: 'Countersign',
        ...('icon' in row && { icon: row.icon }),
      })),
      ...Object.entries(panelCommands).map(([key, title]) => ({
        command: `countersign.panel.${key}`,
        title,
        category: 'Countersign Panel',
      })),
    ];
    expect(contributes.commands).toEqual(table);
  });

  test('says nothing in words that cannot be translated, and keeps no words that nobody says', () => {
    const keys = [...raw.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
    expect(new Set(keys)).toEqual(new Set(Object.keys(words)));
    const written = JSON.parse(raw) as { contributes: unknown; capabilities: unknown };
    const said = [...JSON.stringify([written.contributes, written.capabilities]).matchAll(saidIn)].map(
      ([, text]) => text,
    );
    // Names of tools are for models.
    expect(said.filter((text) => !/^(?:Countersign$|%|countersign_)/.test(text ?? ''))).toEqual([]);
    expect(said.length).toBeGreaterThan(80);
  });

  test('names only known commands in menus and walkthrough', () => {
    const known = new Set(contributes.commands.map(({ command }) => command));
    const used = Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command));
    const linked = contributes.walkthroughs.flatMap(({ steps }) =>
      steps.flatMap(({ description }) => [...description.matchAll(/command:([\w.-]+)/g)].map(([, name]) => name)),
    );
    expect([...used, ...linked].filter((name) => !known.has(name ?? ''))).toEqual([]);
  });

  test('offers models of the editor what the MCP server offers', () => {
    const offered = contributes.languageModelTools.map(({ name, displayName, modelDescription }) => ({
      name,
      title: displayName,
      description: modelDescription,
    }));
    expect(offered).toEqual(
      reviewTools.map(({ name, title, description }) => ({ name: `countersign_${name}`, title, description })),
    );
  });

  test('binds the chords of the table that the panel shows, behind the editor’s own first step', () => {
    expect(contributes.keybindings).toEqual(
      editorChords.map(({ command, letter, when }) => ({
        command,
        key: `ctrl+k shift+${letter}`,
        mac: `cmd+k shift+${letter}`,
        when,
      })),
    );
    const known = new Set(contributes.commands.map(({ command }) => command));
    expect(editorChords.filter(({ command }) => !known.has(command))).toEqual([]);
    expect(new Set(editorChords.map(({ letter }) => letter)).size).toBe(editorChords.length);
  });

  test('takes no chord that the installed editor has on any platform', { skip: !fs.existsSync(workbench) }, () => {
    const text = fs.readFileSync(workbench, 'utf8');
    // `KeyChord(KeyMod.CtrlCmd | KeyCode.KeyK, …)` as the bundle has it: CtrlCmd 2048, Shift 1024, A 31.
    const join = /primary:\s*([\w$]+)\(2089,/.exec(text)?.[1] ?? '';
    const taken = [
      ...text.matchAll(new RegExp(`\\b${join.replaceAll('$', String.raw`\$`)}\\(2089,\\s*(\\d+)\\)`, 'g')),
    ].map(([, step]) => Number(step));
    expect(taken.length).toBeGreaterThan(50);
    const own = editorChords.map(({ letter }) => 1024 + 31 + letter.charCodeAt(0) - 'a'.charCodeAt(0));
    expect(own.filter((step) => taken.includes(step))).toEqual([]);
  });

  test('describes every setting and gives it a default', () => {
    for (const [name, setting] of Object.entries(contributes.configuration.properties)) {
      expect(setting.markdownDescription, name).toMatch(/\.$/);
      expect(setting.default, name).toBeDefined();
    }
  });

  test('gives every setting a place of its own', () => {
    const places = Object.values(contributes.configuration.properties).map(({ order }) => order);
    expect(places.toSorted((one, other) => one - other)).toEqual(places.map((_, at) => at + 1));
  });

  test('lets no workspace file switch the review off', () => {
    const { properties } = contributes.configuration;
    for (const name of ['watch', 'ignore', 'maxFileSize'])
      expect(properties[`countersign.${name}`]?.scope).toBe('machine');
  });

  test('lets no workspace file name a program to start, or answer an agent', () => {
    const { properties } = contributes.configuration;
    for (const name of ['acpAgents', 'geminiCompanion'])
      expect(properties[`countersign.${name}`]?.scope).toBe('machine');
  });

  test('names pictures that exist', () => {
    const pictures = [
      manifest.icon,
      ...contributes.walkthroughs.flatMap(({ steps }) =>
        steps.flatMap(({ media }) => [media.svg ?? [], Object.values(media.image ?? {})].flat()),
      ),
    ];
    expect(pictures.filter((file) => !fs.existsSync(path.join(root, file)))).toEqual([]);
    const packed = fs.readFileSync(path.join(root, '.vscodeignore'), 'utf8').split('\n');
    const isPacked = (file: string): boolean => file.startsWith('media/walkthrough/') || packed.includes(`!${file}`);
    expect(pictures.filter((file) => !isPacked(file))).toEqual([]);
  });
});
