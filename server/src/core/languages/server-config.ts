import { defineLanguage } from './define.ts';

/** Configuration of web servers: what they ask of callers is read (`facts/declared/`), and nothing else. */
export const serverConfig = defineLanguage({
  id: 'server-config',
  title: 'Web server configuration',
  grammar: '',
  inherits: [],
  extensions: ['.nginx', '.vhost'],
  fileNames: [
    'nginx*.conf',
    'nginx/*.conf',
    'nginx/*/*.conf',
    'sites-available/*',
    'sites-enabled/*',
    'conf.d/*.conf',
    'nginx*.conf.template',
    'nginx.conf.j2',
    'httpd*.conf',
    'apache*.conf',
    'apache2/*.conf',
    'apache2/*/*.conf',
    '.htaccess',
    'Caddyfile',
    'Caddyfile.*',
    '*.Caddyfile',
  ],
  readString: (raw) => raw,
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: false,
  isPartly: true,
});
