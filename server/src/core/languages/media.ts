import type { LanguageDefinition } from '../model/language.ts';
import { defineLanguage } from './define.ts';

/** Pictures, fonts, sound: nothing in them runs here, so being binary is no reason to stop a reviewer. */
export const media: LanguageDefinition = defineLanguage({
  id: 'media',
  title: 'Media',
  grammar: '',
  inherits: [],
  extensions: [
    '.png',
    '.jpg',
    '.jpeg',
    '.gif',
    '.webp',
    '.avif',
    '.ico',
    '.bmp',
    '.woff',
    '.woff2',
    '.ttf',
    '.otf',
    '.eot',
    '.mp3',
    '.wav',
    '.ogg',
    '.mp4',
    '.webm',
  ],
  fileNames: [],
  isCode: false,
  readString: (raw) => raw,
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
});
