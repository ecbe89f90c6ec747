import type { Reading } from '../define.ts';
import type { FoundAct } from '../passages/found-act.ts';
import { actsOnText, frameworkActOf } from '../passages/framework-acts.ts';
import { markupGiven, markupOf } from '../passages/markup.ts';

/** What makes a page of its own and has no engine that would escape anything: what it shows is told where it comes from outside. */
const WHOLE_PAGES =
  /^(?:echo|flask\.render_template_string|(?:fastapi|starlette)\.responses\.HTMLResponse|streamlit\.|gradio\.|IPython\.|php\.|(?:Symfony|Illuminate)\.\w|Results\.Content|Content$)/;

/** Where code shows a text as markup that a page would have escaped. */
export function* unescapedIn(reading: Reading): Generator<FoundAct> {
  for (const act of [...markupGiven(reading), ...actsOnText(reading), ...calls(reading)])
    if (act.kind === 'markup' && !WHOLE_PAGES.test(act.norm)) yield act;
}

function* calls(reading: Reading): Generator<FoundAct> {
  const { unit, resolver } = reading;
  for (const kind of ['call', 'new'] as const)
    for (const call of unit.ofKind(kind)) {
      const path = resolver.calleeOf(call);
      const args = resolver.argumentsOf(call);
      yield* markupOf(reading, call, path, args) ?? frameworkActOf(reading, call, path, args) ?? [];
    }
}
