import type { HookCall } from '../../model/hook.ts';

/**
 * Tools of agents that change no file, in small letters. Those that start another agent are among them: its own calls are asked
 * about. A tool that is not here may write.
 */
const reading: ReadonlySet<string> = new Set(
  `read view glob grep rg ls list search lsp think skill question task agent
  read_file read_many_files readfile list_dir list_directory list_files file_search search_files search_file_content grep_search
  semantic_search semanticsearch codesearch codebase list_code_definition_names list_code_usages test_search get_errors
  get_changed_files get_search_view_results readlints notebookread view_image show_file
  webfetch websearch web_fetch web_search google_web_search fetch_webpage github_repo get_vscode_api
  bashoutput taskoutput read_bash list_bash get_terminal_output terminal_last_command terminal_selection
  todowrite todoread update_todo manage_todo_list update_plan report_intent exitplanmode enterplanmode askuserquestion ask_user
  ask_followup_question attempt_completion plan_mode_respond new_task
  listmcpresourcestool readmcpresourcetool toolsearch access_mcp_resource`
    .split(/\s+/u)
    .filter((name) => name !== ''),
);

/** A hook of its own for the end of a call is documented, and was seen with no version of it yet: it may never tell. */
const mayTellNoEnds: ReadonlySet<string> = new Set(['cline']);

/**
 * Whether what changes while the call runs is its work: it may write, and its end is told.
 * @param hasToldEnds the agent has told the end of another call
 */
export function isTimed({ agent, tool }: Pick<HookCall, 'agent' | 'tool'>, hasToldEnds = false): boolean {
  return (hasToldEnds || !mayTellNoEnds.has(agent)) && !reading.has(tool.toLowerCase());
}
