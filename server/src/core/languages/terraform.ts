import { defineLanguage } from './define.ts';
import { readTerraformString } from './terraform-text.ts';

export const terraform = defineLanguage({
  id: 'terraform',
  title: 'Terraform',
  grammar: 'terraform',
  inherits: [],
  extensions: ['.tf', '.tfvars', '.tofu', '.hcl'],
  fileNames: [],
  readString: readTerraformString,
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: false,
});
