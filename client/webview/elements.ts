import '@vscode-elements/elements/dist/vscode-button/index.js';
import { VscodeCheckbox } from '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { VscodeTextarea } from '@vscode-elements/elements/dist/vscode-textarea/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';

/** The elements of `@vscode-elements/elements` that the panel uses, and our spacing inside them where they have no part to style. */

type Styled = { readonly elementStyles: (CSSStyleSheet | object)[] };

/** Before the first one is made. Constructed sheets are no inline styles: the page's policy allows them. */
function restyle(element: Styled, rules: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  element.elementStyles.push(sheet);
}

restyle(VscodeTextarea, 'textarea { padding: 3px 6px; line-height: 18px; min-height: 44px; }');
restyle(VscodeSingleSelect, '.select-face { padding: 3px 6px; } .option { padding: 1px 6px; }');
restyle(VscodeCheckbox, '.wrapper { margin: 2px 0; } .label-inner { opacity: 1; }');
